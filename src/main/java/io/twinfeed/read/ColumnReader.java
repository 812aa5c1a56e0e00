package io.twinfeed.read;

import io.twinfeed.flow.Unreadable;
import io.twinfeed.spec.ColumnType;
import java.io.Serializable;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a column's values; {@link SqlTypes} says which column is read how. */
enum ColumnReader {
  TEXT(ColumnType.STRING) {
    @Override
    @Nullable Object value(ResultSet row, int column, ZoneId zone) throws SQLException {
      return row.getString(column);
    }
  },
  /** CHAR(n) is padded by the database, not by the one who wrote it. */
  PADDED_TEXT(ColumnType.STRING) {
    @Override
    @Nullable Object value(ResultSet row, int column, ZoneId zone) throws SQLException {
      String text = row.getString(column);
      return text == null ? null : text.replaceFirst(" +$", "");
    }
  },
  LONG(ColumnType.INT) {
    @Override
    @Nullable Object value(ResultSet row, int column, ZoneId zone) throws SQLException {
      long number = row.getLong(column);
      return row.wasNull() ? null : number;
    }
  },
  DECIMAL(ColumnType.DECIMAL) {
    @Override
    @Nullable Object value(ResultSet row, int column, ZoneId zone) throws SQLException {
      BigDecimal number = row.getBigDecimal(column);
      return number == null ? null : stripped(number);
    }
  },
  /** A float's own digits: 0.1 and not 0.10000000149011612. */
  FLOAT(ColumnType.DOUBLE) {
    @Override
    @Nullable Object value(ResultSet row, int column, ZoneId zone) throws SQLException {
      float number = row.getFloat(column);
      return row.wasNull() ? null : Double.parseDouble(Float.toString(number));
    }
  },
  DOUBLE(ColumnType.DOUBLE) {
    @Override
    @Nullable Object value(ResultSet row, int column, ZoneId zone) throws SQLException {
      double number = row.getDouble(column);
      return row.wasNull() ? null : number;
    }
  },
  BOOL(ColumnType.BOOL) {
    @Override
    @Nullable Object value(ResultSet row, int column, ZoneId zone) throws SQLException {
      boolean is = row.getBoolean(column);
      return row.wasNull() ? null : is;
    }
  },
  TIMESTAMP(ColumnType.TIMESTAMP) {
    @Override
    @Nullable Object value(ResultSet row, int column, ZoneId zone) throws SQLException {
      LocalDateTime local = row.getObject(column, LocalDateTime.class);
      if (local == null) {
        return null;
      }
      if (zone instanceof ZoneOffset offset) {
        return instant(local.toInstant(offset));
      }
      // A clock put back shows an hour twice: the earlier one counts. One put forward skips an hour
      var offsets = zone.getRules().getValidOffsets(local);
      if (offsets.isEmpty()) {
        return new Unreadable(
            local + " does not exist in " + zone + ": the clock was put forward over it");
      }
      return instant(local.toInstant(offsets.get(0)));
    }
  },
  ZONED_TIMESTAMP(ColumnType.TIMESTAMP) {
    @Override
    @Nullable Object value(ResultSet row, int column, ZoneId zone) throws SQLException {
      OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
      return time == null ? null : instant(time.toInstant());
    }
  },
  /** Local time without a zone that is known to be that of UTC. */
  UTC_TIMESTAMP(ColumnType.TIMESTAMP) {
    @Override
    @Nullable Object value(ResultSet row, int column, ZoneId zone) throws SQLException {
      LocalDateTime local = row.getObject(column, LocalDateTime.class);
      return local == null ? null : instant(local.toInstant(ZoneOffset.UTC));
    }
  },
  DATE(ColumnType.DATE) {
    @Override
    @Nullable Object value(ResultSet row, int column, ZoneId zone) throws SQLException {
      LocalDate date = row.getObject(column, LocalDate.class);
      if (date == null) {
        return null;
      }
      return date.getYear() > 9999 || date.getYear() < 1
          ? outOfRange(date.toString())
          : date.toString();
    }
  },
  TIME(ColumnType.TIME) {
    @Override
    @Nullable Object value(ResultSet row, int column, ZoneId zone) throws SQLException {
      LocalTime time = row.getObject(column, LocalTime.class);
      return time == null ? null : java.time.format.DateTimeFormatter.ISO_LOCAL_TIME.format(time);
    }
  },
  BYTES(ColumnType.BYTES) {
    @Override
    @Nullable Object value(ResultSet row, int column, ZoneId zone) throws SQLException {
      return row.getBytes(column);
    }
  };

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private final ColumnType type;

  ColumnReader(ColumnType type) {
    this.type = type;
  }

  ColumnType type() {
    return type;
  }

  abstract @Nullable Object value(ResultSet row, int column, ZoneId zone) throws SQLException;

  /**
   * A value to cut ranges at, as the database compares it. Times do not pass through java.sql's
   * classes, which move what the clock of this computer skips or Gregory's calendar left out.
   *
   * @return never null for a column that is not NULL
   */
  final @Nullable Serializable bound(ResultSet row, int column) throws SQLException {
    return switch (this) {
      case TIMESTAMP, UTC_TIMESTAMP -> row.getObject(column, LocalDateTime.class);
      case ZONED_TIMESTAMP -> row.getObject(column, OffsetDateTime.class);
      case DATE -> row.getObject(column, LocalDate.class);
      case PADDED_TEXT -> (String) value(row, column, ZoneOffset.UTC);
      default -> (Serializable) row.getObject(column);
    };
  }

  /**
   * The value whose text this is, as it is bound; null where the text does not give it back.
   *
   * @param text as {@link RowName#text} makes it
   */
  final @Nullable Serializable ofText(String text) {
    try {
      return switch (this) {
        case TEXT -> text.equals("NULL") ? null : text;
        case LONG -> Long.valueOf(text);
        case DECIMAL -> new BigDecimal(text);
        case DATE -> LocalDate.parse(text);
        default -> null;
      };
    } catch (NumberFormatException | DateTimeException e) {
      return null;
    }
  }

  /** Whether ranges can be cut over such a column. */
  final boolean hasOrder() {
    return this != BOOL && this != BYTES;
  }

  /** As {@link #value}, with a value that the driver itself can't give as an Unreadable. */
  final @Nullable Object read(ResultSet row, int column, ZoneId zone) throws SQLException {
    try {
      return value(row, column, zone);
    } catch (SQLException e) {
      // 22: data exception. A lost connection must not pass for a bad value
      if (e.getSQLState() != null && e.getSQLState().startsWith("22")) {
        return new Unreadable("can't be read as " + type.name().toLowerCase(Locale.ROOT));
      }
      throw e;
    } catch (DateTimeException e) {
      return outOfRange("infinity");
    } catch (ArithmeticException | NumberFormatException e) {
      return new Unreadable("can't be read as " + type.name().toLowerCase(Locale.ROOT));
    }
  }

  private static BigDecimal stripped(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  private static Object instant(Instant instant) {
    return instant.isBefore(FIRST) || !instant.isBefore(END)
        ? outOfRange(instant.toString())
        : instant.truncatedTo(ChronoUnit.MICROS);
  }

  // The drivers give infinity as the largest or smallest date there is
  private static Unreadable outOfRange(String value) {
    boolean infinite = value.equals("infinity") || value.matches("[+-]\\d{6,}-.*");
    return new Unreadable(
        infinite
            ? "is infinite: no time between the years 1 and 9999"
            : "is " + value + ": no time between the years 1 and 9999");
  }
}
