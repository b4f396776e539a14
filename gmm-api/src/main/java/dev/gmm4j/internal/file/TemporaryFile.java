package dev.gmm4j.internal.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that is to replace another, in the same folder because only there it can do so in one step. Deleted when it is
 * closed, unless it was moved.
 */
final class TemporaryFile implements AutoCloseable {
  private static final String PREFIX = ".gmm4j-";
  private static final String SUFFIX = ".tmp";
  private static final int RANDOM_BYTES = 16;

  /** Longer than a file is unlocked while it is created and while it is moved. */
  private static final Duration ABANDONED = Duration.ofSeconds(10);

  private final Path file;
  private final @Nullable Set<PosixFilePermission> permissions;
  private boolean created;

  private TemporaryFile(Path file, @Nullable Set<PosixFilePermission> permissions) {
    this.file = file;
    this.permissions = permissions;
  }

  /** Returns a file with a name that nobody can foresee; it is created when it is opened. */
  static TemporaryFile beside(Path target) throws IOException {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return named(prefix(target) + HexFormat.of().formatHex(random) + SUFFIX, target);
  }

  /** Returns a file of a given name, with the permissions of the target if that exists. */
  static TemporaryFile named(String name, Path target) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    Path file = target.resolveSibling(name);
    return view == null || !Files.exists(target)
        ? new TemporaryFile(file, null)
        : new TemporaryFile(file, view.readAttributes().permissions());
  }

  /** The target's name as a hash, for with the name itself the temporary name may become too long. */
  private static String prefix(Path target) {
    byte[] name = String.valueOf(target.getFileName()).getBytes(StandardCharsets.UTF_8);
    return PREFIX + UUID.nameUUIDFromBytes(name) + "-";
  }

  /** Deletes all temporary files that were made for a target. */
  static void deleteAll(Path target) throws IOException {
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(folder, prefix(target) + "*" + SUFFIX)) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Deletes the temporary files that killed processes left beside a target: those that no process has locked, and that are not so
   * new that one may just be about to lock or to move them. What cannot be told is left.
   */
  static void deleteAbandoned(Path target) throws IOException {
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return;
    }
    FileTime old = FileTime.from(Instant.now().minus(ABANDONED));
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(folder, prefix(target) + "*" + SUFFIX)) {
      for (Path file : left) {
        deleteIfAbandoned(file, old);
      }
    }
  }

  private static void deleteIfAbandoned(Path file, FileTime old) {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock()) {
      if (lock != null && Files.getLastModifiedTime(file).compareTo(old) < 0) {
        Files.deleteIfExists(file);
      }
    } catch (OverlappingFileLockException e) {
      logger().log(System.Logger.Level.DEBUG, file + " is being written by this process", e);
    } catch (IOException e) {
      logger().log(System.Logger.Level.DEBUG, "cannot tell whether " + file + " is in use", e);
    }
  }

  private static System.Logger logger() {
    return System.getLogger(TemporaryFile.class.getName());
  }

  Path path() {
    return file;
  }

  /** Creates the file and opens it; fails if there is a file or a link of that name. */
  OutputStream open() throws IOException {
    return Channels.newOutputStream(create());
  }

  /** Creates the file, and writes it through to the disk. */
  void writeDurably(byte[] bytes) throws IOException {
    try (FileChannel channel = create()) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private FileChannel create() throws IOException {
    FileChannel channel = createUnlocked();
    try {
      // Until the channel is closed, this tells other processes that the file is not abandoned.
      channel.tryLock();
    } catch (IOException e) {
      // Some network file systems have no locks.
      logger().log(System.Logger.Level.DEBUG, "cannot lock " + file, e);
    }
    return channel;
  }

  private FileChannel createUnlocked() throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (permissions == null) {
      FileChannel channel = FileChannel.open(file, options);
      created = true;
      return channel;
    }
    // From the first moment on, nobody may read more than the target allows.
    FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(permissions);
    FileChannel channel = FileChannel.open(file, options, mode);
    created = true;
    try {
      // The process's mask may have taken some away.
      Files.setPosixFilePermissions(file, permissions);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return channel;
  }

  /** Replaces the target by this file. */
  void moveTo(Path target) throws IOException {
    moveTo(target, Files::move);
  }

  /** Moves a file, as {@link Files#move} does. */
  @FunctionalInterface
  interface Mover {
    void move(Path from, Path to, CopyOption... options) throws IOException;
  }

  /** Replaces the target in one step, or in several where the file system has no such step. */
  void moveTo(Path target, Mover mover) throws IOException {
    try {
      mover.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      mover.move(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Makes a move survive a crash of the machine, where folders can be opened. */
  static void forceFolder(Path target) {
    Path folder = target.getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders.
      logger().log(System.Logger.Level.DEBUG, "cannot force the folder " + folder + " to disk", e);
    }
  }

  /** Deletes the file if it is still there; one of that name which was not created here is left alone. */
  @Override
  public void close() throws IOException {
    if (created) {
      Files.deleteIfExists(file);
    }
  }
}
