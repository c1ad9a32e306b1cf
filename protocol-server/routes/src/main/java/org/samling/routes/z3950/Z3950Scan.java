package org.samling.routes.z3950;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.samling.core.search.ScanResult;
import org.samling.core.search.ScanTerm;
import org.samling.core.search.SearchField;
import org.samling.routes.catalogue.DatabaseSearch;
import org.samling.z3950.Z3950Request.ScanRequest;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.Z3950Response.ScanResponse;
import org.samling.z3950.Z3950Response.ScanStatus;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.RpnStructure.AttributesPlusTerm;
import org.samling.z3950.data.ScanEntry;
import org.samling.z3950.data.ScanEntry.TermInfo;
import org.samling.z3950.data.Term;

/** Lists terms around a place (Z39.50-2003, 3.2.8). */
final class Z3950Scan {

  /** The most terms in an answer. */
  private static final int MOST_TERMS = 500;

  /** The approximate size of an entry in bytes, without its texts. */
  private static final int ENTRY_OVERHEAD = 64;

  // Values of bib-1's relation, structure and truncation.
  private static final int EQUAL = 3;
  private static final int WORD = 2;
  private static final int WORD_LIST = 6;
  private static final int LEFT = 2;
  private static final int LEFT_AND_RIGHT = 3;

  private final DatabaseSearch catalogue;
  private final Z3950Databases databases;

  Z3950Scan(DatabaseSearch catalogue, Z3950Databases databases) {
    this.catalogue = catalogue;
    this.databases = databases;
  }

  Z3950Response scan(Z3950Exchange<ScanRequest> exchange) {
    var message = exchange.message();
    var session = exchange.session();
    var database = databases.findSingle(message.databaseNames(), session.account());
    var start = start(message, session.codec().charset());
    var wanted = Wanted.of(message);
    var result = catalogue.scan(database, wanted.request(start));
    return response(session, message, wanted, wanted.terms(start.text(), result), result);
  }

  /**
   * The start of a list.
   *
   * @param field the field whose terms are listed
   * @param text the start point; empty for the start of the list
   */
  private record Start(SearchField field, String text) {}

  private static Start start(ScanRequest message, Z3950Charset charset) {
    var from = message.termListAndStartPoint();
    var set = message.attributeSet();
    if (set == null && from.attributes().stream().anyMatch(a -> a.attributeSet() == null)) {
      throw new DiagnosticException(Bib1Diagnostic.SCAN_ATTRIBUTE_SET_REQUIRED, "");
    }
    var querySet = set == null ? Oid.BIB_1 : set;
    var wanted = Bib1Attributes.of(from.attributes(), querySet);
    check(wanted);
    // An empty search term is refused; an empty start point is the start of the list.
    return new Start(
        wanted.use(),
        isEmpty(from.term(), charset)
            ? ""
            : new Bib1Terms(querySet, charset).text(from.term(), wanted.use()));
  }

  private static boolean isEmpty(Term term, Z3950Charset charset) {
    return switch (term) {
      case Term.General(var octets) -> octets.text(charset).isBlank();
      case Term.CharacterString(var octets) -> octets.text(charset).isBlank();
      case Term.Numeric _,
          Term.OidTerm _,
          Term.DateTime _,
          Term.ExternalTerm _,
          Term.IntegerAndUnit _,
          Term.NullTerm _ ->
          false;
    };
  }

  /**
   * Refuses scans of lists that don't exist, such as single words of a field whose whole values are
   * listed, and attributes that don't apply to a place in a list.
   */
  private static void check(Bib1Attributes wanted) {
    var structure = wanted.structure();
    var isOfWords = structure != null && (structure == WORD || structure == WORD_LIST);
    if (isOfWords && wanted.use() != SearchField.ANY) {
      throw new DiagnosticException(
          Bib1Diagnostic.SCAN_TERM_LIST_NOT_SUPPORTED, "the words of a field; scan 1=1016");
    }
    if (!wanted.use().isListed()) {
      throw new DiagnosticException(
          Bib1Diagnostic.SCAN_TERM_LIST_NOT_SUPPORTED,
          "the terms of %s".formatted(wanted.use().name().toLowerCase(Locale.ROOT)));
    }
    if (wanted.relation() != EQUAL) {
      throw new DiagnosticException(
          Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_COMBINATION, "a relation in a scan");
    }
    if (wanted.truncation() == LEFT || wanted.truncation() == LEFT_AND_RIGHT) {
      throw new DiagnosticException(
          Bib1Diagnostic.UNSUPPORTED_ATTRIBUTE_COMBINATION, "left truncation in a scan");
    }
  }

  /**
   * The number of terms requested, and the start point's position among them.
   *
   * @param position the position of the start point, 0 to one more than the number
   * @param step how many terms are skipped between two
   */
  private record Wanted(int number, int position, int step) {

    static Wanted of(ScanRequest message) {
      var number = message.numberOfTermsRequested();
      if (number < 1) {
        throw new DiagnosticException(
            Bib1Diagnostic.MALFORMED_SCAN, "%d terms requested".formatted(number));
      } else if (number > MOST_TERMS) {
        throw new DiagnosticException(
            Bib1Diagnostic.SCAN_TOO_MANY_TERMS, Integer.toString(MOST_TERMS));
      }
      var position = message.preferredPositionInResponse();
      if (position != null && (position < 0 || position > number + 1)) {
        throw new DiagnosticException(
            Bib1Diagnostic.SCAN_UNSUPPORTED_POSITION_IN_RESPONSE, position.toString());
      }
      var step = message.stepSize();
      if (step != null && (step < 0 || step > org.samling.core.search.ScanRequest.MAX_STEP)) {
        throw new DiagnosticException(Bib1Diagnostic.STEP_SIZE_NOT_SUPPORTED, step.toString());
      }
      return new Wanted(
          (int) number,
          position == null ? 1 : position.intValue(),
          step == null ? 0 : step.intValue());
    }

    /** Also requests the start point itself if it should come just before the first term. */
    org.samling.core.search.ScanRequest request(Start start) {
      var before = Math.max(position - 1, 0);
      return new org.samling.core.search.ScanRequest(
          start.field(), start.text(), before, position == 0 ? number + 1 : number - before, step);
    }

    List<ScanTerm> terms(String start, ScanResult result) {
      var from = result.from();
      var skipped = position == 0 && !from.isEmpty() && isOf(start, from.getFirst()) ? 1 : 0;
      return Stream.concat(result.before().stream(), from.stream().skip(skipped))
          .limit(number)
          .toList();
    }

    private static boolean isOf(String start, ScanTerm term) {
      return start.equalsIgnoreCase(term.term()) || start.equalsIgnoreCase(term.display());
    }
  }

  private static ScanResponse response(
      Z3950Session session,
      ScanRequest message,
      Wanted wanted,
      List<ScanTerm> terms,
      ScanResult result) {
    var entries = new ArrayList<ScanEntry>();
    var size = 0L;
    for (var term : terms) {
      var entry = entry(term, message.termListAndStartPoint(), session.codec().charset());
      size += size(entry);
      if (size > session.preferredMessageSize() && !entries.isEmpty()) {
        break;
      }
      entries.add(entry);
    }
    var status =
        entries.size() < terms.size()
            ? ScanStatus.PARTIAL_2
            : entries.size() < wanted.number() ? ScanStatus.PARTIAL_5 : ScanStatus.SUCCESS;
    return new ScanResponse(
        message.referenceId(),
        (long) wanted.step(),
        status,
        entries.size(),
        wanted.position() == 0 ? 0L : result.before().size() + 1L,
        entries,
        List.of(),
        message.attributeSet());
  }

  /** Headings to which authority records refer from the term become its alternatives. */
  private static TermInfo entry(ScanTerm term, AttributesPlusTerm asked, Z3950Charset charset) {
    return new TermInfo(
        term(term.term(), asked.term(), charset),
        term.display(),
        List.of(),
        Stream.concat(term.see().stream(), term.seeAlso().stream())
            .map(heading ->
                new AttributesPlusTerm(
                    asked.attributes(), term(heading.term(), asked.term(), charset)))
            .toList(),
        term.count());
  }

  /** A term in the form that the client used. */
  private static Term term(String text, Term asked, Z3950Charset charset) {
    var octets = charset.encode(text);
    return asked instanceof Term.CharacterString
        ? new Term.CharacterString(octets)
        : new Term.General(octets);
  }

  private static long size(TermInfo entry) {
    var alternatives =
        entry.alternativeTerm().stream().mapToLong(a -> ENTRY_OVERHEAD + size(a.term())).sum();
    var display = entry.displayTerm();
    return ENTRY_OVERHEAD
        + size(entry.term())
        + (display == null ? 0 : 2L * display.length())
        + alternatives;
  }

  private static int size(Term term) {
    return switch (term) {
      case Term.General(Octets octets) -> octets.size();
      case Term.CharacterString(Octets octets) -> octets.size();
      case Term.Numeric _,
          Term.OidTerm _,
          Term.DateTime _,
          Term.ExternalTerm _,
          Term.IntegerAndUnit _,
          Term.NullTerm _ ->
          0;
    };
  }
}
