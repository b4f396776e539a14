package dev.gmm4j.internal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * The right of one process to write a file again and again, such as a checkpoint.
 *
 * <p>The file itself cannot be locked, because each write replaces it by another. What is locked is a hidden file beside it. The
 * operating system gives up the lock of a process that is killed; the hidden file then stays until the next lock is closed.
 */
public final class OutputLock implements AutoCloseable {
  private static final String PREFIX = ".gmm4j-";
  private static final String SUFFIX = ".lock";

  /** Beyond all content, which others may then read where locks keep readers out. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private final Path file;
  private final FileChannel channel;
  private boolean isClosed;

  private OutputLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock of a file. Where the file system has no locks, all are given one.
   *
   * @return empty if another process, or another part of this one, has it
   * @throws FileWriteException if no file can be written beside the target
   */
  public static Optional<OutputLock> tryLock(Path target) throws FileWriteException {
    try {
      Path file = fileOf(OutputTarget.resolve(target));
      while (true) {
        FileChannel channel = FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        if (!isLocked(channel, file)) {
          channel.close();
          return Optional.empty();
        }
        if (isNamed(channel, file)) {
          return Optional.of(new OutputLock(file, channel));
        }
        channel.close();
      }
    } catch (IOException e) {
      throw FileWriteException.of(target.toString(), e);
    }
  }

  private static Path fileOf(Path target) {
    byte[] name = String.valueOf(target.getFileName()).getBytes(StandardCharsets.UTF_8);
    return target.resolveSibling(PREFIX + UUID.nameUUIDFromBytes(name) + SUFFIX);
  }

  private static boolean isLocked(FileChannel channel, Path file) {
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      System.getLogger(OutputLock.class.getName())
          .log(System.Logger.Level.DEBUG, "cannot lock " + file, e);
      return true;
    }
  }

  /**
   * Tells whether an open file still has its name. Its last owner may have deleted it between the moments at which it was opened and
   * locked here, and another process may have made a new one.
   */
  private static boolean isNamed(FileChannel channel, Path file) throws IOException {
    byte[] token = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(token));
    try {
      return Arrays.equals(Files.readAllBytes(file), token);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Gives the lock up, once: whoever returns from here later finds the hidden file deleted.
   *
   * @throws FileWriteException if the hidden file cannot be deleted
   */
  @Override
  public synchronized void close() throws FileWriteException {
    if (isClosed) {
      return;
    }
    isClosed = true;
    try (channel) {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw FileWriteException.of(file.toString(), e);
    }
  }
}
