package org.samling.routes.z3950;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.routes.catalogue.HoldingsXml;
import org.samling.routes.catalogue.RecordSchema;
import org.samling.routes.catalogue.RecordWriter;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.CompSpec;
import org.samling.z3950.data.ElementSetNames;
import org.samling.z3950.data.RecordComposition;

/**
 * What of a record is wanted.
 *
 * @param syntax the record syntax
 * @param form the form that it is
 */
record RecordRequest(Oid syntax, Form form) {

  private static final String BRIEF = "b";
  private static final String FULL = "f";

  /**
   * The element sets that say how much of a record is wanted; true for the few fields of a brief
   * one. Those of SUTRS with numbers are what bibliotek.dk asks for.
   */
  private static final Map<String, Boolean> ELEMENT_SETS =
      Map.of(FULL, false, BRIEF, true, "f1", true, "f3", false);

  /** The element sets of danMARC2 that name one record of a work (danZIG profile). */
  private static final Map<String, Form.Part> PARTS =
      Map.of("hoved", Form.Part.HEAD, "sektion", Form.Part.SECTION, "bind", Form.Part.OWN);

  /** The form of a record. */
  sealed interface Form {

    /**
     * The record itself.
     *
     * @param syntax how it is written
     * @param brief whether only the few fields of the element set B are wanted
     */
    record Bibliographic(RecordSyntax syntax, boolean brief) implements Form {}

    /**
     * The record as text to be read.
     *
     * @param brief whether two or three lines are wanted
     */
    record Text(boolean brief) implements Form {}

    /**
     * The record, with what the library has of it beside it.
     *
     * @param brief whether the record is a brief one
     */
    record Opac(boolean brief) implements Form {}

    /**
     * What the library has of it, in the Z39.50 Holdings Schema.
     *
     * @param depth how much of that
     */
    record HoldingsStructure(HoldingsXml.Depth depth) implements Form {}

    /** What the library has of it, in ISO 20775. */
    record Iso20775() implements Form {}

    /** One record of the work that it is part of, in danMARC2 and for itself. */
    record OfWork(Part part) implements Form {}

    /** All records of the work that it is part of in one, in danMARC2. */
    record WholeWork() implements Form {}

    /** Which record of a work. */
    enum Part {
      /** That of the work as a whole. */
      HEAD,
      /** That of the section, the lowest where sections have sections. */
      SECTION,
      /** That which was found: of a volume, or a single one. */
      OWN
    }

    /** Whether it takes the other records of the work. */
    default boolean isOfWork() {
      return this instanceof OfWork || this instanceof WholeWork;
    }

    /** Whether it tells where items stand. */
    default boolean hasItems() {
      return switch (this) {
        case Bibliographic(var syntax, var brief) -> !brief && RecordWriter.tellsItems(syntax);
        case Text(var brief) -> !brief;
        case Opac _, HoldingsStructure _, Iso20775 _ -> true;
        case OfWork _, WholeWork _ -> false;
      };
    }
  }

  /**
   * Reads what a request says of it. Without a syntax it is USMARC, without an element set all of
   * the record.
   *
   * @param usmarc how USMARC is written for this client
   * @throws DiagnosticException where there is no such syntax, schema or element set
   */
  static RecordRequest of(
      @Nullable Oid preferred, @Nullable RecordComposition composition, RecordSyntax usmarc) {
    return switch (composition) {
      case null -> of(preferred, null, FULL, usmarc);
      case ElementSetNames.GenericElementSetName(var name) -> of(preferred, null, name, usmarc);
      case ElementSetNames.DatabaseSpecific _ ->
          throw new DiagnosticException(Bib1Diagnostic.ONLY_GENERIC_ELEMENT_SET_NAME, "");
      case CompSpec(_, var generic, var specific, var syntaxes) -> {
        if (!specific.isEmpty()) {
          throw new DiagnosticException(Bib1Diagnostic.ONLY_GENERIC_ELEMENT_SET_NAME, "");
        }
        yield of(first(syntaxes, preferred), generic, usmarc);
      }
    };
  }

  private static @Nullable Oid first(List<Oid> syntaxes, @Nullable Oid preferred) {
    return syntaxes.stream()
        .filter(RecordRequest::isKnown)
        .findFirst()
        .orElse(syntaxes.isEmpty() ? preferred : syntaxes.getFirst());
  }

  private static boolean isKnown(Oid syntax) {
    return syntax.equals(Oid.USMARC)
        || syntax.equals(Oid.DANMARC)
        || syntax.equals(Oid.DANMARC_LEVELS)
        || syntax.equals(Oid.XML)
        || syntax.equals(Oid.SUTRS)
        || syntax.equals(Oid.OPAC);
  }

  private static RecordRequest of(
      @Nullable Oid syntax, CompSpec.@Nullable Specification specification, RecordSyntax usmarc) {
    if (specification == null) {
      return of(syntax, null, FULL, usmarc);
    }
    var schema =
        switch (specification.schema()) {
          case null -> null;
          case CompSpec.SchemaUri(var uri) -> uri;
          case CompSpec.SchemaOid(var oid) -> oid.dotted();
        };
    return switch (specification.elementSpec()) {
      case null -> of(syntax, schema, null, usmarc);
      case CompSpec.ElementSetName(var name) -> of(syntax, schema, name, usmarc);
      case CompSpec.ExternalEspec _ ->
          throw new DiagnosticException(Bib1Diagnostic.ELEMENT_SET_NAME_NOT_VALID, "eSpec");
    };
  }

  private static RecordRequest of(
      @Nullable Oid preferred,
      @Nullable String schema,
      @Nullable String elementSet,
      RecordSyntax usmarc) {
    var syntax = preferred == null ? Oid.USMARC : preferred;
    if (!isKnown(syntax)) {
      throw new DiagnosticException(Bib1Diagnostic.RECORD_SYNTAX_NOT_SUPPORTED, syntax.dotted());
    }
    if (syntax.equals(Oid.XML)) {
      return new RecordRequest(syntax, xml(schema, elementSet));
    }
    if (schema != null && RecordSchema.named(schema).isEmpty()) {
      throw new DiagnosticException(Bib1Diagnostic.ELEMENT_SET_NAME_NOT_VALID, schema);
    }
    if (syntax.equals(Oid.DANMARC) && elementSet != null) {
      var part = PARTS.get(elementSet.toLowerCase(Locale.ROOT));
      if (part != null) {
        return new RecordRequest(syntax, new Form.OfWork(part));
      }
    }
    var brief = isBrief(elementSet);
    if (syntax.equals(Oid.DANMARC_LEVELS)) {
      if (brief) {
        throw new DiagnosticException(
            Bib1Diagnostic.ELEMENT_SET_NAME_NOT_VALID, String.valueOf(elementSet));
      }
      return new RecordRequest(syntax, new Form.WholeWork());
    }
    return new RecordRequest(
        syntax,
        syntax.equals(Oid.SUTRS)
            ? new Form.Text(brief)
            : syntax.equals(Oid.OPAC)
                ? new Form.Opac(brief)
                : new Form.Bibliographic(
                    syntax.equals(Oid.DANMARC) ? RecordSyntax.DANMARC2 : usmarc, brief));
  }

  private static boolean isBrief(@Nullable String elementSet) {
    var brief = ELEMENT_SETS.get(elementSet == null ? FULL : elementSet.toLowerCase(Locale.ROOT));
    if (brief == null) {
      throw new DiagnosticException(
          Bib1Diagnostic.ELEMENT_SET_NAME_NOT_VALID, String.valueOf(elementSet));
    }
    return brief;
  }

  /** The schema is a request's schema, or the element set itself, as ZOOM's clients have it. */
  private static Form xml(@Nullable String schema, @Nullable String elementSet) {
    if (schema != null && isHoldingsSchema(schema)) {
      return new Form.HoldingsStructure(
          depth(elementSet == null ? HoldingsXml.Depth.B3.name() : elementSet)
              .orElseThrow(() ->
                  new DiagnosticException(
                      Bib1Diagnostic.ELEMENT_SET_NAME_NOT_VALID, String.valueOf(elementSet))));
    }
    if (schema == null && elementSet != null) {
      var depth = depth(elementSet);
      if (depth.isPresent()) {
        return new Form.HoldingsStructure(depth.get());
      }
      var named = RecordSchema.named(elementSet);
      if (named.isPresent()) {
        return of(named.get(), false);
      }
    }
    var named = schema == null ? Optional.of(RecordSchema.MARCXML) : RecordSchema.named(schema);
    return of(
        named.orElseThrow(() ->
            new DiagnosticException(
                Bib1Diagnostic.ELEMENT_SET_NAME_NOT_VALID, String.valueOf(schema))),
        isBrief(elementSet));
  }

  private static Form of(RecordSchema schema, boolean brief) {
    var syntax = schema.syntax();
    return syntax == null ? new Form.Iso20775() : new Form.Bibliographic(syntax, brief);
  }

  private static boolean isHoldingsSchema(String schema) {
    return schema.equals(Oid.HOLDINGS_SCHEMA_4.dotted())
        || schema.equals(Oid.HOLDINGS_SCHEMA.dotted());
  }

  private static Optional<HoldingsXml.Depth> depth(String elementSet) {
    return switch (elementSet.toUpperCase(Locale.ROOT)) {
      case "B1" -> Optional.of(HoldingsXml.Depth.B1);
      case "B2" -> Optional.of(HoldingsXml.Depth.B2);
      case "B3" -> Optional.of(HoldingsXml.Depth.B3);
      default -> Optional.empty();
    };
  }
}
