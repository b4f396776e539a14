package dev.gmm4j.cli.output;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a command does with the file that an option or a parameter names. Needed only where it is something else than
 * usual: parameters are read, options of type {@link java.nio.file.Path} are written, and others name no file.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface NamesFile {
  /** What is done with the file. */
  FileUse value();
}
