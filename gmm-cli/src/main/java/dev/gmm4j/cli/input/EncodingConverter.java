package dev.gmm4j.cli.input;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Understands the values of {@code --encoding}. */
final class EncodingConverter implements ITypeConverter<Charset> {
  @Override
  public Charset convert(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new TypeConversionException(
          "expected the name of an encoding such as UTF-8, UTF-16, ISO-8859-1 or windows-1252, but was '"
              + name + "'");
    }
  }
}
