package org.samling.postgres.connection;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DatabindException;

/**
 * The content of a record as it is kept, in half the room that names for everything would take:
 *
 * <pre>
 *   ["00000nam a2200000 i 4500", ["001", "12345678"], ["245", "10", "ab", "Title :", "rest"]]
 * </pre>
 *
 * the leader; a control field as its tag and text; a data field as its tag, its indicators, the
 * codes of all its subfields, and their texts.
 */
public final class MarcJson {

  private MarcJson() {}

  public static String write(MarcContent content) {
    var out = new StringWriter(2_048);
    try (var json = Json.MAPPER.createGenerator(out)) {
      json.writeStartArray();
      json.writeString(content.leader());
      for (var field : content.fields()) {
        json.writeStartArray();
        json.writeString(field.tag());
        switch (field) {
          case ControlField(_, var value) -> json.writeString(value);
          case DataField data -> write(data, json);
        }
        json.writeEndArray();
      }
      json.writeEndArray();
    }
    return out.toString();
  }

  private static void write(DataField field, JsonGenerator json) {
    json.writeString("" + field.indicator1() + field.indicator2());
    var codes = new StringBuilder(field.subfields().size());
    field.subfields().forEach(subfield -> codes.append(subfield.code()));
    json.writeString(codes.toString());
    field.subfields().forEach(subfield -> json.writeString(subfield.value()));
  }

  /** Reads that, and the objects with names that were kept before. */
  static MarcContent read(String json) {
    if (json.startsWith("{")) {
      return Json.MAPPER.readValue(json, MarcContent.class);
    }
    try (var parser = Json.MAPPER.createParser(json)) {
      expect(parser, JsonToken.START_ARRAY);
      var leader = text(parser);
      var fields = new ArrayList<Field>();
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        fields.add(field(texts(parser)));
      }
      return new MarcContent(leader, fields);
    }
  }

  private static List<String> texts(JsonParser parser) {
    var texts = new ArrayList<String>();
    while (parser.nextToken() == JsonToken.VALUE_STRING) {
      texts.add(parser.getString());
    }
    return texts;
  }

  private static Field field(List<String> texts) {
    if (texts.size() == 2) {
      return new ControlField(texts.get(0), texts.get(1));
    }
    var indicators = texts.get(1);
    var codes = texts.get(2);
    var subfields = new ArrayList<Subfield>(codes.length());
    for (var i = 0; i < codes.length(); i++) {
      subfields.add(new Subfield(codes.charAt(i), texts.get(3 + i)));
    }
    return new DataField(texts.get(0), indicators.charAt(0), indicators.charAt(1), subfields);
  }

  private static String text(JsonParser parser) {
    expect(parser, JsonToken.VALUE_STRING);
    return parser.getString();
  }

  private static void expect(JsonParser parser, JsonToken token) {
    if (parser.nextToken() != token) {
      throw DatabindException.from(parser, "the content of a record is damaged");
    }
  }
}
