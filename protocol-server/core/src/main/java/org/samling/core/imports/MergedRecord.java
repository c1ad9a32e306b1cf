package org.samling.core.imports;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.Field;

/** Merges an incoming record with the existing one. Merging again changes nothing. */
final class MergedRecord {

  private MergedRecord() {}

  /**
   * The incoming record, with the existing record's protected fields in place of its own, and with
   * the add-only fields of both. Fields taken over are inserted after the last field with the same
   * or a lower tag.
   */
  static MarcContent of(ImportRules rules, MarcContent there, MarcContent coming) {
    var fields = new ArrayList<Field>();
    coming.fields().stream()
        .filter(f -> !rules.protects(f.tag()) && !rules.addsTo(f.tag()))
        .forEach(fields::add);
    var known = new HashSet<Field>();
    for (var field : there.fields()) {
      if (rules.protects(field.tag()) || rules.addsTo(field.tag())) {
        insert(field, fields);
        known.add(field);
      }
    }
    coming.fields().stream()
        .filter(f -> rules.addsTo(f.tag()))
        .filter(known::add)
        .forEach(f -> insert(f, fields));
    return new MarcContent(coming.leader(), fields);
  }

  private static void insert(Field field, List<Field> fields) {
    var at = fields.size();
    while (at > 0 && fields.get(at - 1).tag().compareTo(field.tag()) > 0) {
      at--;
    }
    fields.add(at, field);
  }
}
