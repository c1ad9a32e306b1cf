package org.samling.routes.z3950;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.z3950.Bib1Diagnostic;
import org.samling.z3950.CompSpec;
import org.samling.z3950.ElementSetNames;
import org.samling.z3950.Oid;
import org.samling.z3950.RecordComposition;

/**
 * What of a record is wanted.
 *
 * @param syntax the record syntax
 * @param form the form that it is
 * @param brief whether only the few fields of the element set B are wanted
 */
record Wanted(Oid syntax, RecordSyntax form, boolean brief) {

  private static final String BRIEF = "b";
  private static final String FULL = "f";

  /** Names of MARCXML as a schema, as clients write them. */
  private static final Set<String> MARCXML =
      Set.of(
          "marcxml", "marc21", "http://www.loc.gov/marc21/slim", "info:srw/schema/1/marcxml-v1.1");

  /**
   * Reads what a request says of it. Without a syntax it is USMARC, without an element set all of
   * the record.
   *
   * @throws DiagnosticException where there is no such syntax, schema or element set
   */
  static Wanted of(@Nullable Oid preferred, @Nullable RecordComposition composition) {
    return switch (composition) {
      case null -> of(preferred, FULL);
      case ElementSetNames.GenericElementSetName(var name) -> of(preferred, name);
      case ElementSetNames.DatabaseSpecific _ ->
          throw new DiagnosticException(Bib1Diagnostic.ONLY_GENERIC_ELEMENT_SET_NAME, "");
      case CompSpec(_, var generic, var specific, var syntaxes) -> {
        if (!specific.isEmpty()) {
          throw new DiagnosticException(Bib1Diagnostic.ONLY_GENERIC_ELEMENT_SET_NAME, "");
        }
        yield of(first(syntaxes, preferred), generic);
      }
    };
  }

  private static @Nullable Oid first(List<Oid> syntaxes, @Nullable Oid preferred) {
    return syntaxes.stream()
        .filter(Wanted::isKnown)
        .findFirst()
        .orElse(syntaxes.isEmpty() ? preferred : syntaxes.getFirst());
  }

  private static boolean isKnown(Oid syntax) {
    return syntax.equals(Oid.USMARC) || syntax.equals(Oid.XML);
  }

  private static Wanted of(@Nullable Oid syntax, CompSpec.@Nullable Specification specification) {
    if (specification == null) {
      return of(syntax, FULL);
    }
    switch (specification.schema()) {
      case null -> {}
      case CompSpec.SchemaUri(var uri) when isMarcXml(uri) -> {}
      case CompSpec.SchemaUri(var uri) ->
          throw new DiagnosticException(Bib1Diagnostic.ELEMENT_SET_NAME_NOT_VALID, uri);
      case CompSpec.SchemaOid(var oid) ->
          throw new DiagnosticException(Bib1Diagnostic.ELEMENT_SET_NAME_NOT_VALID, oid.dotted());
    }
    return switch (specification.elementSpec()) {
      case null -> of(syntax, FULL);
      case CompSpec.ElementSetName(var name) -> of(syntax, name);
      case CompSpec.ExternalEspec _ ->
          throw new DiagnosticException(Bib1Diagnostic.ELEMENT_SET_NAME_NOT_VALID, "eSpec");
    };
  }

  private static Wanted of(@Nullable Oid syntax, String elementSet) {
    var set = elementSet.toLowerCase(Locale.ROOT);
    var known = syntax == null ? Oid.USMARC : syntax;
    if (known.equals(Oid.USMARC) && isElementSet(set)) {
      return new Wanted(known, RecordSyntax.MARC21, set.equals(BRIEF));
    }
    if (known.equals(Oid.XML) && (isElementSet(set) || isMarcXml(set))) {
      return new Wanted(known, RecordSyntax.MARCXML, set.equals(BRIEF));
    }
    throw isKnown(known)
        ? new DiagnosticException(Bib1Diagnostic.ELEMENT_SET_NAME_NOT_VALID, elementSet)
        : new DiagnosticException(Bib1Diagnostic.RECORD_SYNTAX_NOT_SUPPORTED, known.dotted());
  }

  private static boolean isElementSet(String name) {
    return name.equals(FULL) || name.equals(BRIEF);
  }

  private static boolean isMarcXml(String schema) {
    return MARCXML.contains(schema.toLowerCase(Locale.ROOT));
  }
}
