package org.samling.routes.cql;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.SearchField;
import org.samling.cql.CqlModifier;
import org.samling.cql.CqlNode.SearchClause;
import org.samling.cql.DiagnosticCode;
import org.samling.routes.cql.CqlWords.Word;

/**
 * Turns a search clause into a query (context set cql 1.2). What is not supported is refused, never
 * ignored: that would change the number of hits.
 */
final class CqlClauses {

  private static final Pattern YEAR = Pattern.compile("\\d{1,9}");
  private static final Pattern DATE = Pattern.compile("\\d{4}(-?\\d{2}(-?\\d{2})?)?");

  private CqlClauses() {}

  /**
   * The modifiers of a relation.
   *
   * @param masked whether masking characters in the term count as such
   * @param string whether the term is one string rather than words
   * @param relevant whether any form of a word will do
   */
  private record Style(boolean masked, boolean string, boolean relevant) {}

  /** The modifier that asks for the most relevant records first, and other forms of the words. */
  private static final String RELEVANT = "relevant";

  /** Whether a clause asks for the most relevant records first. */
  static boolean isRelevant(SearchClause clause) {
    return clause.relation().modifiers().stream()
        .anyMatch(modifier -> CqlNames.unprefixed("cql", modifier.name()).equals(RELEVANT));
  }

  static Query translate(CqlNames names, SearchClause clause) {
    if (names.is(CqlIndexes.ALL_RECORDS, clause.index())) {
      return new Query.Known(SearchField.ANY);
    }
    if (names.is(CqlIndexes.RESULT_SET_ID, clause.index())) {
      throw new CqlRefusal(DiagnosticCode.RESULT_SETS_NOT_SUPPORTED, clause.term());
    }
    var index = names.index(clause.index());
    var style = style(index, clause.relation().modifiers());
    var relation = relation(clause);
    if (!index.relations().contains(relation)) {
      throw new CqlRefusal(
          DiagnosticCode.UNSUPPORTED_COMBINATION_OF_RELATION_AND_INDEX,
          relation + " with " + clause.index());
    }
    var words = CqlWords.of(clause.term(), style.masked());
    if (words.isAny() && !isInequality(relation)) {
      return new Query.Known(index.field());
    }
    return switch (index.field().kind()) {
      case WORDS -> ofWords(index.field(), relation, style, words);
      case IDENTIFIER -> ofIdentifiers(index.field(), relation, words);
      case YEAR, DATE -> ordered(index, relation, words);
    };
  }

  /** An operand of prox: a phrase, anywhere in a value. */
  static Query.Operand operand(CqlNames names, SearchClause clause) {
    var index = names.index(clause.index());
    var relation = relation(clause);
    var style = style(index, clause.relation().modifiers());
    var words = CqlWords.of(clause.term(), style.masked());
    var isPhrase = relation.equals("=") || relation.equals("scr") || relation.equals("adj");
    var isWord = words.words().size() == 1 && (relation.equals("any") || relation.equals("all"));
    if (index.field().kind() != SearchField.Kind.WORDS || !(isPhrase || isWord)) {
      throw new CqlRefusal(
          DiagnosticCode.PROXIMITY_NOT_SUPPORTED, "of %s %s".formatted(clause.index(), relation));
    }
    if (words.isAnchored() || style.string()) {
      throw new CqlRefusal(DiagnosticCode.PROXIMITY_AND_ANCHORING_NOT_SUPPORTED, "");
    }
    return phrase(index.field(), Anchor.ANYWHERE, words);
  }

  private static String relation(SearchClause clause) {
    var written = clause.relation().comparitor();
    var relation = CqlNames.unprefixed("cql", written);
    return switch (relation) {
      case "=", "==", "exact", "<>", "any", "all", "adj", "scr", "<", "<=", ">", ">=", "within" ->
          relation;
      default -> throw new CqlRefusal(DiagnosticCode.UNSUPPORTED_RELATION, written);
    };
  }

  private static boolean isInequality(String relation) {
    return relation.startsWith("<") || relation.startsWith(">") || relation.equals("within");
  }

  private static Style style(CqlIndex index, List<CqlModifier> modifiers) {
    var masked = false;
    var unmasked = false;
    var word = false;
    var string = false;
    var relevant = false;
    for (var modifier : modifiers) {
      switch (CqlNames.unprefixed("cql", modifier.name())) {
        case "masked" -> masked = true;
        case "unmasked" -> unmasked = true;
        case "word" -> word = true;
        case "string" -> string = true;
        case RELEVANT -> relevant = true;
        case "ignorecase", "ignoreaccents" -> {} // what is done anyway
        case "isodate", "number" -> {
          if (!index.field().isOrdered()) {
            throw unsupported(modifier);
          }
        }
        default -> throw unsupported(modifier);
      }
      if (modifier.value() != null) {
        throw unsupported(modifier);
      }
    }
    if ((masked && unmasked) || (word && string)) {
      throw new CqlRefusal(
          DiagnosticCode.UNSUPPORTED_COMBINATION_OF_RELATION_MODIFIERS,
          masked && unmasked ? "masked and unmasked" : "word and string");
    }
    return new Style(!unmasked, string, relevant);
  }

  private static CqlRefusal unsupported(CqlModifier modifier) {
    return new CqlRefusal(DiagnosticCode.UNSUPPORTED_RELATION_MODIFIER, modifier.name());
  }

  private static Query ofWords(SearchField field, String relation, Style style, CqlWords words) {
    return switch (relation) {
      case "==", "exact" -> whole(field, words);
      case "<>" -> new Query.AndNot(new Query.Known(field), whole(field, words));
      case "adj" -> phrase(field, words.anchor(), words);
      case "=" ->
          style.string()
              ? whole(field, words)
              : words.words().size() > 1 && !style.relevant()
                  ? phrase(field, words.anchor(), words)
                  : all(field, style, words);
      case "any" -> each(words, w -> word(field, style, w), Query.Or::new);
      default -> style.string() ? whole(field, words) : all(field, style, words);
    };
  }

  private static Query all(SearchField field, Style style, CqlWords words) {
    if (words.isPlain() && !words.isAnchored()) {
      return plain(field, style, words.text());
    }
    // A mask for any word adds nothing to other words.
    var specific = words.words().stream().filter(w -> !w.isAny() || w.isAnchored()).toList();
    return specific.isEmpty()
        ? new Query.Known(field)
        : each(new CqlWords(specific), w -> word(field, style, w), Query.And::new);
  }

  private static Query plain(SearchField field, Style style, String text) {
    return style.relevant() ? Query.Term.forms(field, text) : Query.Term.words(field, text);
  }

  private static Query word(SearchField field, Style style, Word word) {
    return word.shape() == Truncation.NONE && !word.isAnchored()
        ? plain(field, style, word.plain())
        : word(field, word);
  }

  private static Query word(SearchField field, Word word) {
    return new Query.Term(
        field,
        Relation.EQUAL,
        word.isAnchored() ? Match.PHRASE : Match.WORDS,
        word.anchor(),
        word.shape(),
        word.text());
  }

  private static Query.Term phrase(SearchField field, Anchor anchor, CqlWords words) {
    return new Query.Term(
        field, Relation.EQUAL, Match.PHRASE, anchor, words.truncation(), words.text());
  }

  private static Query.Term whole(SearchField field, CqlWords words) {
    var _ = words.anchor(); // anchors at both ends are redundant, others are refused
    return phrase(field, Anchor.WHOLE_FIELD, words);
  }

  private static Query ofIdentifiers(SearchField field, String relation, CqlWords words) {
    refuseAnchors(words);
    return switch (relation) {
      case "any" -> each(words, w -> word(field, w), Query.Or::new);
      case "all" -> each(words, w -> word(field, w), Query.And::new);
      case "<>" -> new Query.AndNot(new Query.Known(field), phrase(field, Anchor.ANYWHERE, words));
      default -> phrase(field, Anchor.ANYWHERE, words);
    };
  }

  private static Query ordered(CqlIndex index, String relation, CqlWords words) {
    refuseAnchors(words);
    if (!words.isPlain()) {
      throw new CqlRefusal(DiagnosticCode.MASKING_NOT_SUPPORTED, index.name());
    }
    return switch (relation) {
      case "<" -> value(index, Relation.LESS, words.text());
      case "<=" -> value(index, Relation.LESS_OR_EQUAL, words.text());
      case ">" -> value(index, Relation.GREATER, words.text());
      case ">=" -> value(index, Relation.GREATER_OR_EQUAL, words.text());
      case "<>" -> value(index, Relation.NOT_EQUAL, words.text());
      case "within" -> {
        if (words.words().size() != 2) {
          throw new CqlRefusal(
              DiagnosticCode.TERM_IN_INVALID_FORMAT,
              "within needs two values separated by a space");
        }
        yield new Query.And(
            value(index, Relation.GREATER_OR_EQUAL, words.words().getFirst().plain()),
            value(index, Relation.LESS_OR_EQUAL, words.words().getLast().plain()));
      }
      case "any" -> each(words, w -> value(index, Relation.EQUAL, w.plain()), Query.Or::new);
      case "all" -> each(words, w -> value(index, Relation.EQUAL, w.plain()), Query.And::new);
      default -> value(index, Relation.EQUAL, words.text());
    };
  }

  private static Query value(CqlIndex index, Relation relation, String text) {
    var form = index.field().kind() == SearchField.Kind.YEAR ? YEAR : DATE;
    if (!form.matcher(text).matches()) {
      throw new CqlRefusal(
          DiagnosticCode.TERM_IN_INVALID_FORMAT,
          "%s is not a valid value of %s".formatted(text, index.name()));
    }
    return new Query.Term(
        index.field(), relation, Match.PHRASE, Anchor.ANYWHERE, Truncation.NONE, text);
  }

  private static void refuseAnchors(CqlWords words) {
    if (words.isAnchored()) {
      throw new CqlRefusal(DiagnosticCode.ANCHORING_NOT_SUPPORTED, "");
    }
  }

  private static Query each(
      CqlWords words, Function<Word, Query> translation, BinaryOperator<Query> operator) {
    return words.words().stream().map(translation).reduce(operator).orElseThrow();
  }
}
