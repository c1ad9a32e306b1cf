package org.samling.routes.privacy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import org.samling.core.organisation.Tenant;
import org.samling.core.privacy.PersonalData.Export;

/** All data about a person, as JSON. */
public final class PersonalFields {

  private PersonalFields() {}

  /** The members of the object: "tables" has one member for each table. */
  public static Map<String, Object> of(Export export, Tenant tenant) {
    var document = new LinkedHashMap<String, Object>();
    document.put("library", tenant.name());
    document.put("patron", export.patron().toString());
    document.put("read-at", export.at().toString());
    document.put("tables", tables(export));
    document.put("is-whole", export.isWhole());
    return document;
  }

  /** The rows of each table, each row once. */
  public static Map<String, Object> tables(Export export) {
    var tables = new LinkedHashMap<String, Object>();
    for (var part : export.parts()) {
      tables.merge(part.table(), part.rows(), PersonalFields::joined);
    }
    return tables;
  }

  private static Object joined(Object some, Object others) {
    var all = new LinkedHashSet<Object>((Collection<?>) some);
    all.addAll((Collection<?>) others);
    return all;
  }
}
