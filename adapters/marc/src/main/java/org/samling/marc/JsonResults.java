package org.samling.marc;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.RepairKind;
import org.samling.marc.text.MarcFormatException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the records of a file in MARC-in-JSON (R. Singer, 2010): objects with a leader and fields;
 * each field is an object with its tag as the only name.
 */
final class JsonResults implements Results {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int LEADER = 24;
  private static final int TAG = 3;

  private final InputStream in;
  private final ResultFactory results;
  private @Nullable JsonFrames frames;

  JsonResults(InputStream in, ResultFactory results) {
    this.in = in;
    this.results = results;
  }

  @Override
  public @Nullable ReadResult next() throws IOException {
    if (frames == null) {
      frames = new JsonFrames(in);
    }
    var frame = frames.next();
    if (frame == null) {
      return null;
    }
    try {
      if (frame.defect() != null) {
        throw new MarcFormatException(frame.defect());
      }
      var repairs = new Repairs();
      var content = content(parsed(frame.bytes().toArray()), repairs);
      return results.accepted(
          frame.offset(), RecordFormat.MARC_IN_JSON, frame.bytes(), content, repairs);
    } catch (MarcFormatException e) {
      return frame.endsFile()
          ? results.rest(frame.offset(), e.reason(), frame.bytes())
          : results.rejected(frame.offset(), e.reason(), frame.bytes());
    }
  }

  private static JsonNode parsed(byte[] bytes) {
    try {
      return MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      var place = e.getLocation();
      throw new MarcFormatException(
          "The record is not well-formed JSON"
              + (place == null
                  ? ""
                  : " (line %d, column %d of it)".formatted(place.getLineNr(), place.getColumnNr()))
              + ".");
    }
  }

  private static MarcContent content(JsonNode record, Repairs repairs) {
    var leader = record.get("leader");
    var fields = record.get("fields");
    if (leader == null || !leader.isString() || fields == null || !fields.isArray()) {
      throw new MarcFormatException(
          "The object is not a record: it must have a \"leader\" and an array \"fields\".");
    }
    if (fields.isEmpty()) {
      throw new MarcFormatException("The record has no fields.");
    }
    if (fields.size() > Iso2709Decoder.MAX_FIELDS) {
      throw new MarcFormatException(
          "The record has more than " + Iso2709Decoder.MAX_FIELDS + " fields.");
    }
    var all = new ArrayList<Field>(fields.size());
    for (var field : fields) {
      all.add(field(field, repairs));
    }
    return new MarcContent(storableLeader(fullLeader(leader.stringValue(), repairs), repairs), all);
  }

  private static String fullLeader(String written, Repairs repairs) {
    if (written.length() == LEADER) {
      return written;
    }
    var read = (written + " ".repeat(LEADER)).substring(0, LEADER);
    repairs.addAt("LDR", RepairKind.LEADER_LENGTH, written, read);
    return read;
  }

  private static String storableLeader(String leader, Repairs repairs) {
    repairs.at("LDR", 0);
    return storable(leader, repairs);
  }

  private static Field field(JsonNode field, Repairs repairs) {
    var tag = onlyName(field);
    if (tag == null || tag.length() != TAG || !tag.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
      throw new MarcFormatException(
          "A field must be an object with its tag, of three characters, as the only name; it is "
              + shown(field));
    }
    repairs.next(tag);
    var value = field.get(tag);
    if (value.isString()) {
      return new ControlField(tag, storable(value.stringValue(), repairs));
    }
    if (tag.startsWith("00")) {
      throw new MarcFormatException(
          "Field "
              + tag
              + " is not a text, as it must be in MARC 21; danMARC2 in JSON is not supported.");
    }
    var subfields = value.get("subfields");
    if (subfields == null || !subfields.isArray()) {
      throw new MarcFormatException("Field " + tag + " has no subfields.");
    }
    var all = new ArrayList<Subfield>(subfields.size());
    for (var subfield : subfields) {
      add(tag, subfield, all, repairs);
    }
    repairs.inField();
    return new DataField(
        tag, indicator(tag, value, "ind1", repairs), indicator(tag, value, "ind2", repairs), all);
  }

  private static void add(
      String tag, JsonNode subfield, List<Subfield> subfields, Repairs repairs) {
    var code = onlyName(subfield);
    if (code == null || code.length() != 1 || !subfield.get(code).isString()) {
      throw new MarcFormatException(
          "A subfield of field "
              + tag
              + " must be an object with its code as the only name; it is "
              + shown(subfield));
    }
    repairs.inField();
    var stored = storable(code, repairs).charAt(0);
    repairs.in('$', stored);
    subfields.add(new Subfield(stored, storable(subfield.get(code).stringValue(), repairs)));
  }

  private static char indicator(String tag, JsonNode field, String name, Repairs repairs) {
    var indicator = field.get(name);
    if (indicator == null || !indicator.isString() || indicator.stringValue().isEmpty()) {
      repairs.add(RepairKind.INDICATORS_MISSING, name, "");
      return ' ';
    }
    var written = indicator.stringValue();
    if (written.length() > 1) {
      throw new MarcFormatException(
          "Field "
              + tag
              + " has \""
              + written
              + "\" for "
              + name
              + ", which is not one character.");
    }
    return storable(written, repairs).charAt(0);
  }

  private static @Nullable String onlyName(JsonNode node) {
    return node.isObject() && node.size() == 1 ? node.propertyNames().iterator().next() : null;
  }

  /** A text without what can't be stored: NUL characters and unpaired surrogates. */
  private static String storable(String text, Repairs repairs) {
    if (text.chars().noneMatch(c -> c == 0 || isHalf(c))) {
      return text;
    }
    var withoutNul = repairs.withoutNul(text);
    if (withoutNul.codePoints().noneMatch(JsonResults::isHalf)) {
      return withoutNul;
    }
    var read =
        withoutNul
            .codePoints()
            .map(c -> isHalf(c) ? 0xFFFD : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    repairs.addText(RepairKind.SURROGATE, withoutNul, read);
    return read;
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static String shown(JsonNode node) {
    var text = node.toString();
    return text.length() <= 60 ? text + "." : text.substring(0, 60) + "...";
  }
}
