package dev.gmm4j.io;

import java.nio.ByteBuffer;

/** Types of binary numbers, named as NumPy does, and how they become doubles. Byte order is that of the buffer. */
enum NumberType {
  BOOL("b1", 1) {
    @Override
    double get(ByteBuffer bytes, int index) {
      return bytes.get(index) == 0 ? 0 : 1;
    }
  },
  INT8("i1", 1) {
    @Override
    double get(ByteBuffer bytes, int index) {
      return bytes.get(index);
    }
  },
  UINT8("u1", 1) {
    @Override
    double get(ByteBuffer bytes, int index) {
      return Byte.toUnsignedInt(bytes.get(index));
    }
  },
  INT16("i2", 2) {
    @Override
    double get(ByteBuffer bytes, int index) {
      return bytes.getShort(index);
    }
  },
  UINT16("u2", 2) {
    @Override
    double get(ByteBuffer bytes, int index) {
      return Short.toUnsignedInt(bytes.getShort(index));
    }
  },
  INT32("i4", 4) {
    @Override
    double get(ByteBuffer bytes, int index) {
      return bytes.getInt(index);
    }
  },
  UINT32("u4", 4) {
    @Override
    double get(ByteBuffer bytes, int index) {
      return Integer.toUnsignedLong(bytes.getInt(index));
    }
  },
  INT64("i8", 8) {
    @Override
    double get(ByteBuffer bytes, int index) {
      return bytes.getLong(index);
    }

    @Override
    String text(ByteBuffer bytes, int index) {
      return Long.toString(bytes.getLong(index));
    }
  },
  UINT64("u8", 8) {
    @Override
    double get(ByteBuffer bytes, int index) {
      long value = bytes.getLong(index);
      // Halved with the lost bit kept, so that doubling rounds as the whole number would.
      return value >= 0 ? value : 2.0 * ((value >>> 1) | (value & 1));
    }

    @Override
    String text(ByteBuffer bytes, int index) {
      return Long.toUnsignedString(bytes.getLong(index));
    }
  },
  FLOAT16("f2", 2) {
    @Override
    double get(ByteBuffer bytes, int index) {
      int bits = bytes.getShort(index);
      int exponent = (bits >> 10) & 0x1F;
      int fraction = bits & 0x3FF;
      double magnitude;
      if (exponent == 0) {
        magnitude = Math.scalb((double) fraction, -24);
      } else if (exponent == 0x1F) {
        magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
      } else {
        magnitude = Math.scalb((double) (fraction | 0x400), exponent - 25);
      }
      return bits < 0 ? -magnitude : magnitude;
    }

    @Override
    String text(ByteBuffer bytes, int index) {
      return Float.toString((float) get(bytes, index));
    }
  },
  FLOAT32("f4", 4) {
    @Override
    double get(ByteBuffer bytes, int index) {
      return bytes.getFloat(index);
    }

    @Override
    String text(ByteBuffer bytes, int index) {
      return Float.toString(bytes.getFloat(index));
    }
  },
  FLOAT64("f8", 8) {
    @Override
    double get(ByteBuffer bytes, int index) {
      return bytes.getDouble(index);
    }

    @Override
    String text(ByteBuffer bytes, int index) {
      return Double.toString(bytes.getDouble(index));
    }

    @Override
    void read(ByteBuffer from, int first, int stride, int count, double[] to, int at, int step) {
      if (stride == 1 && step == 1) {
        from.asDoubleBuffer().get(first, to, at, count);
      } else {
        super.read(from, first, stride, count, to, at, step);
      }
    }
  };

  private final String code;
  private final int size;

  NumberType(String code, int size) {
    this.code = code;
    this.size = size;
  }

  /** Returns NumPy's code: kind and size in bytes. */
  String code() {
    return code;
  }

  /** Returns the size in bytes. */
  int size() {
    return size;
  }

  /** Tells whether numbers may be NaN. */
  boolean isFloating() {
    return code.charAt(0) == 'f';
  }

  /** Returns the number at a byte index. */
  abstract double get(ByteBuffer bytes, int index);

  /** Returns the number at a byte index as text that has all its digits. */
  String text(ByteBuffer bytes, int index) {
    return Long.toString((long) get(bytes, index));
  }

  /**
   * Copies numbers; changes neither the buffer nor its position.
   *
   * @param first index of the first number, counted in numbers
   * @param stride distance from one number to the next in the buffer, counted in numbers
   * @param at index of the first number in the destination
   * @param step distance from one number to the next in the destination
   */
  void read(ByteBuffer from, int first, int stride, int count, double[] to, int at, int step) {
    int index = first * size;
    int bytes = stride * size;
    for (int i = 0; i < count; i++) {
      to[at + i * step] = get(from, index + i * bytes);
    }
  }
}
