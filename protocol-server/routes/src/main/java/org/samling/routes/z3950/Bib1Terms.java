package org.samling.routes.z3950;

import java.util.List;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.SearchField;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.Term;

/**
 * Translates a term with attributes ({@link Bib1Attributes}) into the core's. What can't be done is
 * refused, never ignored: that would change the number of hits.
 */
final class Bib1Terms {

  private static final int RELEVANCE = 102;
  private static final int ALWAYS_MATCHES = 103;
  private static final int WITHIN = 104;

  private final Oid attributeSet;
  private final Z3950Charset charset;
  private boolean isRelevant;

  /**
   * Creates a translator.
   *
   * @param attributeSet the set of attributes that name none
   * @param charset the charset of the session's terms
   */
  Bib1Terms(Oid attributeSet, Z3950Charset charset) {
    this.attributeSet = attributeSet;
    this.charset = charset;
  }

  /**
   * Translates a term.
   *
   * @throws DiagnosticException where a feature is not supported
   */
  Query translate(List<AttributeElement> attributes, Term term) {
    var wanted = Bib1Attributes.of(attributes, attributeSet);
    var field = wanted.use();
    if (wanted.relation() == ALWAYS_MATCHES) {
      return new Query.Known(field);
    }
    var match = match(wanted);
    var text = text(term, field);
    if (field.isOrdered()) {
      return ordered(wanted, text);
    }
    if (wanted.relation() != 3 && wanted.relation() != RELEVANCE) {
      throw unsupported(Bib1Diagnostic.UNSUPPORTED_RELATION_ATTRIBUTE, wanted.relation());
    }
    var truncation = truncation(wanted.truncation());
    if (wanted.relation() == RELEVANCE) {
      isRelevant = true;
      if (match == Match.WORDS
          && anchor(wanted) == Anchor.ANYWHERE
          && truncation == Truncation.NONE) {
        return Query.Term.forms(field, text);
      }
    }
    return new Query.Term(
        field,
        Relation.EQUAL,
        match,
        anchor(wanted),
        truncation,
        truncation == Truncation.MASKED ? masked(wanted.truncation(), text) : text);
  }

  /** Whether a term was translated that asks for the most relevant records first. */
  boolean isRelevant() {
    return isRelevant;
  }

  /**
   * A year truncated on the right is a range of years; other truncation is not supported in an
   * ordered field.
   */
  private static Query ordered(Bib1Attributes wanted, String text) {
    var isOpen = wanted.truncation() == 1;
    if (!isOpen && wanted.truncation() != 100) {
      throw unsupported(Bib1Diagnostic.UNSUPPORTED_TRUNCATION_ATTRIBUTE, wanted.truncation());
    }
    if (isOpen && wanted.relation() != 3) {
      throw new DiagnosticException(
          Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_COMBINATION,
          "2=%d 5=1".formatted(wanted.relation()));
    }
    var relation = wanted.relation() == WITHIN ? Relation.EQUAL : relation(wanted.relation());
    return Bib1Dates.query(wanted.use(), relation, isOpen, text);
  }

  private static Relation relation(int relation) {
    return switch (relation) {
      case 1 -> Relation.LESS;
      case 2 -> Relation.LESS_OR_EQUAL;
      case 3 -> Relation.EQUAL;
      case 4 -> Relation.GREATER_OR_EQUAL;
      case 5 -> Relation.GREATER;
      case 6 -> Relation.NOT_EQUAL;
      default -> throw unsupported(Bib1Diagnostic.UNSUPPORTED_RELATION_ATTRIBUTE, relation);
    };
  }

  /**
   * A complete subfield counts as a complete value: the index has one for each choice of a field's
   * subfields.
   */
  private static Anchor anchor(Bib1Attributes wanted) {
    if (wanted.completeness() != 1) {
      return Anchor.WHOLE_FIELD;
    }
    return wanted.position() == 1 ? Anchor.FIELD_START : Anchor.ANYWHERE;
  }

  private static Truncation truncation(int truncation) {
    return switch (truncation) {
      case 1 -> Truncation.RIGHT;
      case 2 -> Truncation.LEFT;
      case 3 -> Truncation.BOTH;
      case 100 -> Truncation.NONE;
      default -> Truncation.MASKED;
    };
  }

  /** Without a structure: words, or a phrase if the term's position is fixed. */
  private static Match match(Bib1Attributes wanted) {
    var structure = wanted.structure();
    if (structure == null) {
      return anchor(wanted) == Anchor.ANYWHERE ? Match.WORDS : Match.PHRASE;
    }
    var isName = isName(wanted.use());
    var kind = wanted.use().kind();
    var match =
        switch (structure) {
          case 1, 108 -> Match.PHRASE; // phrase, string
          case 2, 6 -> Match.WORDS; // word, word list
          case 105 -> kind == SearchField.Kind.WORDS ? Match.WORDS : null; // free-form text
          case 101 -> isName ? Match.PHRASE : null; // name, normalised
          case 102 -> isName ? Match.WORDS : null; // name, un-normalised
          case 4, 5, 100 -> wanted.use().isOrdered() ? Match.PHRASE : null; // year, dates
          case 3, 103, 107 -> // key, what DBC sends, local number
              kind == SearchField.Kind.IDENTIFIER ? Match.PHRASE : null;
          case 109 -> kind == SearchField.Kind.WORDS ? null : Match.PHRASE; // numeric string
          default -> null;
        };
    if (match == null) {
      throw unsupported(Bib1Diagnostic.UNSUPPORTED_STRUCTURE_ATTRIBUTE, structure);
    }
    return match;
  }

  private static boolean isName(SearchField field) {
    return field == SearchField.EDITOR
        || field.kind() == SearchField.Kind.WORDS
            && SearchField.NAME.parts().containsAll(field.parts());
  }

  /**
   * The text with the core's masks. Truncation 101: # is any number of characters. 104 (ANSI
   * Z39.58): # is one, ? is any number.
   */
  private static String masked(int truncation, String text) {
    var isAnsi = truncation == 104;
    var masked = new StringBuilder(text.length() + 8);
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '#') {
        masked.append(isAnsi ? Query.ONE_CHARACTER : Query.ANY_CHARACTERS);
      } else if (c == '?' && isAnsi) {
        if (i + 1 < text.length() && Character.isDigit(text.charAt(i + 1))) {
          throw new DiagnosticException(
              Bib1Diagnostic.MALFORMED_SEARCH_TERM, "? with a number is not supported");
        }
        masked.append(Query.ANY_CHARACTERS);
      } else if (c == Query.ANY_CHARACTERS || c == Query.ONE_CHARACTER || c == Query.ESCAPE) {
        masked.append(Query.ESCAPE).append(c);
      } else {
        masked.append(c);
      }
    }
    return limited(masked.toString());
  }

  String text(Term term, SearchField field) {
    var text =
        switch (term) {
          case Term.General(var octets) -> octets.text(charset);
          case Term.CharacterString(var octets) -> octets.text(charset);
          case Term.Numeric(var value) -> Long.toString(value);
          case Term.DateTime(var time) when field.isOrdered() -> Bib1Dates.day(time);
          case Term.OidTerm _,
              Term.DateTime _,
              Term.ExternalTerm _,
              Term.IntegerAndUnit _,
              Term.NullTerm _ ->
              throw new DiagnosticException(
                  Bib1Diagnostic.TERM_TYPE_NOT_SUPPORTED,
                  "send the term as general, characterString or numeric");
        };
    if (text.isBlank()) {
      throw new DiagnosticException(Bib1Diagnostic.MALFORMED_SEARCH_TERM, "the term is empty");
    }
    return limited(text);
  }

  private static String limited(String text) {
    if (text.length() > Query.MAX_TEXT) {
      throw new DiagnosticException(
          Bib1Diagnostic.TOO_MANY_CHARACTERS, Integer.toString(Query.MAX_TEXT));
    }
    return text;
  }

  private static DiagnosticException unsupported(Bib1Diagnostic condition, int value) {
    return new DiagnosticException(condition, Integer.toString(value));
  }
}
