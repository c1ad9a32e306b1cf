package org.samling.rest.form;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The form of a JSON value. Request bodies are checked against it, and the description of the API
 * ({@code OpenApi}) is built from it, so the two always agree.
 */
public sealed interface RestForm {

  /** The form in words: {@code a text of at most 200 characters}. */
  String expectation();

  /** Whether a value has this form. */
  public boolean has(Object value);

  /** The form as a JSON Schema (2020-12). */
  Map<String, Object> schema();

  /**
   * A text.
   *
   * @param longest the most characters it may have
   */
  record Text(int longest) implements RestForm {
    @Override
    public String expectation() {
      return "a text of at most %,d characters".formatted(longest);
    }

    @Override
    public boolean has(Object value) {
      return value instanceof String text && text.length() <= longest;
    }

    @Override
    public Map<String, Object> schema() {
      return schemaOf("string", "maxLength", longest);
    }
  }

  /** One of a list of words. */
  record Word(List<String> words) implements RestForm {

    /** The names of constants as they are written, {@code on-loan}. */
    public static Word of(Enum<?>... constants) {
      return new Word(Arrays.stream(constants).map(OfflineFields::word).toList());
    }

    @Override
    public String expectation() {
      return "one of " + String.join(", ", words);
    }

    @Override
    public boolean has(Object value) {
      return value instanceof String text && words.contains(text);
    }

    @Override
    public Map<String, Object> schema() {
      return schemaOf("string", "enum", words);
    }
  }

  /**
   * A whole number.
   *
   * @param least the smallest
   * @param most the largest
   */
  record Whole(long least, long most) implements RestForm {
    @Override
    public String expectation() {
      return "a number from %,d to %,d".formatted(least, most);
    }

    @Override
    public boolean has(Object value) {
      return (value instanceof Integer || value instanceof Long)
          && ((Number) value).longValue() >= least
          && ((Number) value).longValue() <= most;
    }

    @Override
    public Map<String, Object> schema() {
      var schema = schemaOf("integer", "minimum", least);
      if (most < Long.MAX_VALUE) {
        schema.put("maximum", most);
      }
      return schema;
    }
  }

  /** A boolean. */
  record Flag() implements RestForm {
    @Override
    public String expectation() {
      return "true or false";
    }

    @Override
    public boolean has(Object value) {
      return value instanceof Boolean;
    }

    @Override
    public Map<String, Object> schema() {
      return schemaOf("boolean", null, null);
    }
  }

  /** A text in a given notation. */
  enum Written implements RestForm {
    /** A day (RFC 3339, full-date). */
    DAY("a day such as 2026-11-25", "date") {
      @Override
      void read(String text) {
        checkYear(LocalDate.parse(text).getYear());
      }
    },
    /** A moment in UTC (RFC 3339, date-time). */
    MOMENT("a time such as 2026-11-25T08:00:00Z", "date-time") {
      @Override
      void read(String text) {
        checkYear(Instant.parse(text).atZone(ZoneOffset.UTC).getYear());
      }
    },
    /** An id that the server assigned (RFC 9562). */
    NUMBER("a number such as 019aba4c-6a00-7000-8000-000000000000", "uuid") {
      @Override
      void read(String text) {
        UUID.fromString(text);
      }
    },
    /** An amount in the tenant's currency, as a text, so that nothing is rounded. */
    MONEY("an amount such as \"12.50\"", null, "^-?[0-9]{1,13}(\\.[0-9]{1,4})?$") {
      @Override
      void read(String text) {
        matches(text);
      }
    };

    private final String says;
    private final @Nullable String format;
    private final String pattern;

    Written(String says, String format) {
      this(says, format, "");
    }

    Written(String says, @Nullable String format, String pattern) {
      this.says = says;
      this.format = format;
      this.pattern = pattern;
    }

    void matches(String text) {
      if (!text.matches(pattern)) {
        throw new IllegalArgumentException(text);
      }
    }

    abstract void read(String text);

    /** Checks that the store can hold the year and that a library can have a use for it. */
    private static void checkYear(int year) {
      if (year < 1800 || year > 2200) {
        throw new DateTimeException("no year of a library: " + year);
      }
    }

    @Override
    public String expectation() {
      return says;
    }

    @Override
    public boolean has(Object value) {
      if (!(value instanceof String text)) {
        return false;
      }
      try {
        read(text);
        return true;
      } catch (DateTimeException | IllegalArgumentException _) {
        return false;
      }
    }

    @Override
    public Map<String, Object> schema() {
      return format == null
          ? schemaOf("string", "pattern", pattern)
          : schemaOf("string", "format", format);
    }
  }

  /** Any value. */
  record Anything() implements RestForm {
    @Override
    public String expectation() {
      return "anything";
    }

    @Override
    public boolean has(Object value) {
      return true;
    }

    @Override
    public Map<String, Object> schema() {
      return new LinkedHashMap<>();
    }
  }

  /**
   * Several of the same form.
   *
   * @param of the form of each
   * @param least how many at least
   * @param most how many at most
   */
  record ListOf(RestForm of, int least, int most) implements RestForm {
    @Override
    public String expectation() {
      var each =
          of.expectation()
              .replaceFirst("^an? ", "")
              .replaceFirst("^text ", "texts ")
              .replaceFirst("^number such as", "numbers such as");
      return "a list of %,d to %,d %s".formatted(least, most, each);
    }

    @Override
    public boolean has(Object value) {
      return value instanceof List<?> list
          && list.size() >= least
          && list.size() <= most
          && list.stream().allMatch(one -> one != null && of.has(one));
    }

    @Override
    public Map<String, Object> schema() {
      var schema = schemaOf("array", "items", of.schema());
      if (least > 0) {
        schema.put("minItems", least);
      }
      if (most < Integer.MAX_VALUE) {
        schema.put("maxItems", most);
      }
      return schema;
    }
  }

  /**
   * An object with members of any name, all of the same form.
   *
   * @param of the form of each member
   */
  record ByName(RestForm of) implements RestForm {
    @Override
    public String expectation() {
      return "an object";
    }

    @Override
    public boolean has(Object value) {
      return value instanceof Map<?, ?>;
    }

    @Override
    public Map<String, Object> schema() {
      return schemaOf("object", "additionalProperties", of.schema());
    }
  }

  /**
   * A member of an object.
   *
   * @param form the form of its value
   * @param needed whether it must be present and not null
   * @param means what it is, for people; empty where the name says it
   */
  record Member(String name, RestForm form, boolean needed, String means) {}

  /**
   * An object whose members have known names.
   *
   * @param members the members, in their order
   */
  record Members(List<Member> members) implements RestForm {

    /** An object without members. */
    public static final Members NONE = new Members(List.of());

    /** Copies the list. */
    public Members {
      members = List.copyOf(members);
    }

    /** These members with another, required one. */
    public Members needs(String name, RestForm form, String means) {
      return with(new Member(name, form, true, means));
    }

    /** These members with another one, which may be left out or be null. */
    public Members has(String name, RestForm form, String means) {
      return with(new Member(name, form, false, means));
    }

    private Members with(Member member) {
      return new Members(Stream.concat(members.stream(), Stream.of(member)).toList());
    }

    /** These members with those of another object. */
    public Members and(Members other) {
      return new Members(Stream.concat(members.stream(), other.members().stream()).toList());
    }

    /** What is wrong with an object, worded for the sender; empty where it has the form. */
    public Optional<String> fault(Map<String, Object> object) {
      var names = members.stream().map(Member::name).toList();
      for (var name : object.keySet()) {
        if (!names.contains(name)) {
          return Optional.of(
              "There is no member \"%s\" here; there are %s."
                  .formatted(name, names.isEmpty() ? "none" : String.join(", ", names)));
        }
      }
      for (var member : members) {
        var value = object.get(member.name());
        if (value == null ? member.needed() : !member.form().has(value)) {
          return Optional.of(
              value == null
                  ? "\"%s\" is missing.".formatted(member.name())
                  : "\"%s\" must be %s.".formatted(member.name(), member.form().expectation()));
        }
      }
      return Optional.empty();
    }

    @Override
    public String expectation() {
      return "an object with %s"
          .formatted(String.join(", ", members.stream().map(Member::name).toList()));
    }

    @Override
    public boolean has(Object value) {
      return value instanceof Map<?, ?> map
          && members.stream()
              .allMatch(m -> {
                var of = map.get(m.name());
                return of == null ? !m.needed() : m.form().has(of);
              });
    }

    @Override
    public Map<String, Object> schema() {
      var properties = new LinkedHashMap<String, Object>();
      var required = new ArrayList<String>();
      for (var member : members) {
        var schema = new LinkedHashMap<>(member.form().schema());
        if (!member.needed()) {
          schema.computeIfPresent("type", (_, type) -> List.of(type, "null"));
          schema.computeIfPresent(
              "enum", (_, words) -> orNull((List<?>) words)); // a word that may be left out
        } else {
          required.add(member.name());
        }
        if (!member.means().isEmpty()) {
          schema.put("description", member.means());
        }
        properties.put(member.name(), schema);
      }
      var schema = schemaOf("object", "properties", properties);
      if (!required.isEmpty()) {
        schema.put("required", required);
      }
      return schema;
    }

    private static List<@Nullable Object> orNull(List<?> words) {
      var all = new ArrayList<@Nullable Object>(words);
      all.add(null);
      return all;
    }
  }

  private static Map<String, Object> schemaOf(
      String type, @Nullable String name, @Nullable Object value) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("type", type);
    if (name != null && value != null) {
      schema.put(name, value);
    }
    return schema;
  }
}
