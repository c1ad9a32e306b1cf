package org.samling.routes.z3950;

import java.util.ArrayList;
import java.util.List;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.z3950.data.GenericRecord;
import org.samling.z3950.data.GenericRecord.Element;
import org.samling.z3950.data.GenericRecord.Subtree;
import org.samling.z3950.data.GenericRecord.TextElement;

/**
 * A MARC record as a generic record, in the form that Zebra gives it: below the tag of a field its
 * indicators, below these its subfields.
 */
final class GenericMarc {

  private static final String LEADER = "leader";

  private GenericMarc() {}

  static GenericRecord of(MarcContent content) {
    var elements = new ArrayList<Element>();
    elements.add(new TextElement(LEADER, content.leader()));
    content.fields().stream().map(GenericMarc::element).forEach(elements::add);
    return new GenericRecord(elements);
  }

  private static Element element(Field field) {
    return switch (field) {
      case ControlField(var tag, var value) -> new TextElement(tag, value);
      case DataField(var tag, var first, var second, var subfields) ->
          new Subtree(
              tag,
              List.of(
                  new Subtree(
                      "" + first + second,
                      subfields.stream()
                          .<Element>map(s -> new TextElement(String.valueOf(s.code()), s.value()))
                          .toList())));
    };
  }
}
