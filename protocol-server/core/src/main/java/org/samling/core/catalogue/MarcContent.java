package org.samling.core.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The content of a record in MARC's structure (ISO 2709 and MARC 21 "Record structure"): a leader
 * and fields in their order, text in Unicode. The format decides which fields are control fields;
 * danMARC2 has none.
 *
 * <p>Non-filing characters are enclosed in U+0098 and U+009C (ISO 6630), whatever the format's own
 * notation.
 *
 * @param leader the leader, 24 characters
 * @param fields the fields in the order of the record
 */
public record MarcContent(String leader, List<Field> fields) {

  /** Copies the fields. */
  public MarcContent {
    fields = List.copyOf(fields);
  }

  /** A field: a control field holds text, a data field holds subfields. */
  public sealed interface Field {
    /** The tag, three characters. */
    String tag();
  }

  /**
   * A field without indicators and subfields.
   *
   * @param value the text
   */
  public record ControlField(String tag, String value) implements Field {}

  /**
   * A field of subfields.
   *
   * @param indicator1 the first indicator
   * @param indicator2 the second indicator
   * @param subfields the subfields in their order
   */
  public record DataField(String tag, char indicator1, char indicator2, List<Subfield> subfields)
      implements Field {

    /** Copies the subfields. */
    public DataField {
      subfields = List.copyOf(subfields);
    }

    /** The texts of all subfields with this code, in their order. */
    public Stream<String> values(char code) {
      var found = new ArrayList<String>(1);
      for (var subfield : subfields) {
        if (subfield.code() == code) {
          found.add(subfield.value());
        }
      }
      return found.stream();
    }
  }

  /**
   * A part of a data field.
   *
   * @param code the code that names it
   * @param value the text
   */
  public record Subfield(char code, String value) {}

  /** All data fields with this tag, in their order. */
  public Stream<DataField> dataFields(String tag) {
    // Most tags that are asked for are in few records: a loop costs less than a stream of all
    // fields.
    var found = new ArrayList<DataField>(1);
    for (var field : fields) {
      if (field instanceof DataField data && data.tag().equals(tag)) {
        found.add(data);
      }
    }
    return found.stream();
  }

  /** The texts of all control fields with this tag, in their order. */
  public Stream<String> controlFields(String tag) {
    var found = new ArrayList<String>(1);
    for (var field : fields) {
      if (field instanceof ControlField control && control.tag().equals(tag)) {
        found.add(control.value());
      }
    }
    return found.stream();
  }
}
