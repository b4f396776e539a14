package dev.gmm4j.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The header of a .npy file: a Python dictionary such as
 * {@code {'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }}.
 *
 * @param type NumPy's name of the numbers' type, such as {@code <f8}
 * @param columnMajor whether the array is in Fortran order
 */
record NpyDescription(String type, boolean columnMajor, List<Long> shape) {

  NpyDescription {
    shape = List.copyOf(shape);
  }

  static NpyDescription parse(String text, String name) {
    return new Parser(text, name).dictionary();
  }

  /** Reads just the part of Python's syntax that such a dictionary needs. */
  private static final class Parser {
    private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");
    private static final int MAX_DIMENSIONS = 64;

    private final String text;
    private final String name;
    private int position;

    Parser(String text, String name) {
      this.text = text;
      this.name = name;
    }

    NpyDescription dictionary() {
      String type = "";
      boolean columnMajor = false;
      List<Long> shape = List.of();
      Set<String> seen = new TreeSet<>();
      expect('{');
      while (!accept('}')) {
        String key = string();
        expect(':');
        switch (key) {
          case "descr" -> type = type();
          case "fortran_order" -> columnMajor = truth();
          case "shape" -> shape = shape();
          default -> throw malformed("unknown key " + Quoted.text(key));
        }
        if (!seen.add(key)) {
          throw malformed("two keys " + Quoted.text(key));
        }
        if (!accept(',')) {
          expect('}');
          break;
        }
      }
      for (String key : new TreeSet<>(KEYS)) {
        if (!seen.contains(key)) {
          throw malformed("no key " + Quoted.text(key));
        }
      }
      if (peek() != 0) {
        throw malformed("text after the dictionary");
      }
      return new NpyDescription(type, columnMajor, shape);
    }

    private String type() {
      if (peek() == '[' || peek() == '(') {
        throw new DataException(
            name
                + " has records of several fields (a structured type), but only plain numbers are read");
      }
      return string();
    }

    private boolean truth() {
      peek();
      for (boolean value : new boolean[] {false, true}) {
        String word = value ? "True" : "False";
        if (text.startsWith(word, position)) {
          position += word.length();
          return value;
        }
      }
      throw malformed("fortran_order must be True or False");
    }

    private List<Long> shape() {
      List<Long> lengths = new ArrayList<>();
      expect('(');
      while (!accept(')')) {
        lengths.add(length());
        if (lengths.size() > MAX_DIMENSIONS) {
          throw malformed("more than " + MAX_DIMENSIONS + " dimensions");
        }
        if (!accept(',')) {
          expect(')');
          break;
        }
      }
      return lengths;
    }

    private long length() {
      peek();
      int start = position;
      while (position < text.length()
          && text.charAt(position) >= '0'
          && text.charAt(position) <= '9') {
        position++;
      }
      String digits = text.substring(start, position);
      if (digits.isEmpty()) {
        throw malformed("a length must be a whole number >= 0");
      }
      // Python 2 marked large numbers so.
      accept('L');
      try {
        return Long.parseLong(digits);
      } catch (NumberFormatException e) {
        throw new DataException(
            name + " has an array larger than any file: a length of " + Quoted.text(digits), e);
      }
    }

    private String string() {
      char quote = peek();
      if (quote != '\'' && quote != '"') {
        throw malformed("a text in quotes is missing");
      }
      int end = text.indexOf(quote, position + 1);
      if (end < 0) {
        throw malformed("a quote is not closed");
      }
      String value = text.substring(position + 1, end);
      position = end + 1;
      return value;
    }

    private void expect(char wanted) {
      if (!accept(wanted)) {
        throw malformed("'" + wanted + "' is missing");
      }
    }

    private boolean accept(char wanted) {
      if (peek() != wanted) {
        return false;
      }
      position++;
      return true;
    }

    /** Returns the next character that is not blank, or 0 at the end. */
    private char peek() {
      while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
        position++;
      }
      return position < text.length() ? text.charAt(position) : 0;
    }

    private DataException malformed(String problem) {
      return new DataException(
          name + " has a malformed .npy header: " + problem + ", at character " + (position + 1));
    }
  }
}
