package org.samling.z3950.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.CompSpec.DatabaseSpecification;
import org.samling.z3950.data.CompSpec.ElementSetName;
import org.samling.z3950.data.CompSpec.ElementSpec;
import org.samling.z3950.data.CompSpec.ExternalEspec;
import org.samling.z3950.data.CompSpec.Schema;
import org.samling.z3950.data.CompSpec.SchemaOid;
import org.samling.z3950.data.CompSpec.SchemaUri;
import org.samling.z3950.data.CompSpec.Specification;
import org.samling.z3950.data.ElementSetNames.DatabaseElementSet;
import org.samling.z3950.data.ElementSetNames.DatabaseSpecific;
import org.samling.z3950.data.ElementSetNames.GenericElementSetName;

/** ElementSetNames and CompSpec: the requested elements of records. */
public final class CompositionWire {
  public static final int DATABASE_NAME = BerTag.context(105);

  private static final int GENERIC_ELEMENT_SET_NAME = BerTag.context(0);
  private static final int DATABASE_SPECIFIC = BerTag.context(1);
  private static final int ELEMENT_SET_NAME = BerTag.context(103);

  private static final int SELECT_ALTERNATIVE_SYNTAX = BerTag.context(1);
  private static final int GENERIC = BerTag.context(2);
  private static final int DB_SPECIFIC = BerTag.context(3);
  private static final int DB = BerTag.context(1);
  private static final int SPEC = BerTag.context(2);
  private static final int RECORD_SYNTAX = BerTag.context(4);
  private static final int SCHEMA_OID = BerTag.context(1);
  private static final int SCHEMA_URI = BerTag.context(300);
  private static final int ELEMENT_SPEC = BerTag.context(2);
  private static final int SPEC_ELEMENT_SET_NAME = BerTag.context(1);
  private static final int EXTERNAL_ESPEC = BerTag.context(2);

  private CompositionWire() {}

  /** The names in an explicit tag, which is optional. */
  public static @Nullable ElementSetNames elementSetNames(@Nullable BerNode tagged) {
    if (tagged == null) {
      return null;
    }
    var node = tagged.first("elementSetNames");
    if (node.is(GENERIC_ELEMENT_SET_NAME)) {
      return new GenericElementSetName(node.text());
    } else if (node.is(DATABASE_SPECIFIC)) {
      var elementSets = new ArrayList<DatabaseElementSet>();
      for (var entry : node.children()) {
        elementSets.add(
            new DatabaseElementSet(
                entry.required(DATABASE_NAME, "dbName").text(),
                entry.required(ELEMENT_SET_NAME, "esn").text()));
      }
      return new DatabaseSpecific(elementSets);
    }
    throw node.fault("element set names of an unknown kind");
  }

  public static void write(BerWriter out, int tag, @Nullable ElementSetNames names) {
    if (names == null) {
      return;
    }
    out.begin(tag);
    switch (names) {
      case GenericElementSetName(String name) -> out.text(GENERIC_ELEMENT_SET_NAME, name);
      case DatabaseSpecific(List<DatabaseElementSet> elementSets) -> {
        out.begin(DATABASE_SPECIFIC);
        for (var entry : elementSets) {
          out.begin(BerTag.SEQUENCE);
          out.text(DATABASE_NAME, entry.dbName());
          out.text(ELEMENT_SET_NAME, entry.esn());
          out.end();
        }
        out.end();
      }
    }
    out.end();
  }

  public static CompSpec compSpec(BerNode node) {
    var generic = node.find(GENERIC);
    var dbSpecific = new ArrayList<DatabaseSpecification>();
    var databases = node.find(DB_SPECIFIC);
    if (databases != null) {
      for (var entry : databases.children()) {
        dbSpecific.add(
            new DatabaseSpecification(
                entry.required(DB, "db").first("db").text(),
                specification(entry.required(SPEC, "spec"))));
      }
    }
    var syntaxes = node.find(RECORD_SYNTAX);
    return new CompSpec(
        node.required(SELECT_ALTERNATIVE_SYNTAX, "selectAlternativeSyntax").bool(),
        generic == null ? null : specification(generic),
        dbSpecific,
        syntaxes == null ? List.of() : syntaxes.children().stream().map(BerNode::oid).toList());
  }

  public static Specification specification(BerNode node) {
    var elementSpec = node.find(ELEMENT_SPEC);
    return new Specification(
        schema(node), elementSpec == null ? null : elementSpec(elementSpec.first("elementSpec")));
  }

  private static @Nullable Schema schema(BerNode specification) {
    var oid = specification.find(SCHEMA_OID);
    if (oid != null) {
      return new SchemaOid(oid.oid());
    }
    var uri = specification.find(SCHEMA_URI);
    return uri == null ? null : new SchemaUri(uri.text());
  }

  private static ElementSpec elementSpec(BerNode node) {
    if (node.is(SPEC_ELEMENT_SET_NAME)) {
      return new ElementSetName(node.text());
    } else if (node.is(EXTERNAL_ESPEC)) {
      return new ExternalEspec(ExternalWire.read(node));
    }
    throw node.fault("an elementSpec of an unknown kind");
  }

  public static void write(BerWriter out, int tag, CompSpec compSpec) {
    out.begin(tag);
    out.bool(SELECT_ALTERNATIVE_SYNTAX, compSpec.selectAlternativeSyntax());
    var generic = compSpec.generic();
    if (generic != null) {
      write(out, GENERIC, generic);
    }
    if (!compSpec.dbSpecific().isEmpty()) {
      out.begin(DB_SPECIFIC);
      for (var entry : compSpec.dbSpecific()) {
        out.begin(BerTag.SEQUENCE);
        out.begin(DB);
        out.text(DATABASE_NAME, entry.db());
        out.end();
        write(out, SPEC, entry.spec());
        out.end();
      }
      out.end();
    }
    if (!compSpec.recordSyntax().isEmpty()) {
      out.begin(RECORD_SYNTAX);
      compSpec.recordSyntax().forEach(oid -> out.oid(BerTag.OBJECT_IDENTIFIER, oid));
      out.end();
    }
    out.end();
  }

  public static void write(BerWriter out, int tag, Specification specification) {
    out.begin(tag);
    switch (specification.schema()) {
      case null -> {}
      case SchemaOid(Oid oid) -> out.oid(SCHEMA_OID, oid);
      case SchemaUri(String uri) -> out.text(SCHEMA_URI, uri);
    }
    var elementSpec = specification.elementSpec();
    if (elementSpec != null) {
      out.begin(ELEMENT_SPEC);
      switch (elementSpec) {
        case ElementSetName(String name) -> out.text(SPEC_ELEMENT_SET_NAME, name);
        case ExternalEspec(External external) -> ExternalWire.write(out, EXTERNAL_ESPEC, external);
      }
      out.end();
    }
    out.end();
  }
}
