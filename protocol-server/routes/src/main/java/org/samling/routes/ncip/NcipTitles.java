package org.samling.routes.ncip;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.search.CatalogueSearch;
import org.samling.core.search.FoundRecord;
import org.samling.core.search.Query;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;
import org.samling.ncip.data.BibliographicId;
import org.samling.ncip.data.BibliographicId.BibliographicItemId;
import org.samling.ncip.data.BibliographicId.BibliographicRecordId;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.SchemeValue;

/** Finds titles by the numbers that partners use for them. */
final class NcipTitles {

  /** How many records with the same number are searched for one from a given source. */
  private static final int SAME_NUMBER = 100;

  /** The form of an ISBN, for a number without a type. */
  private static final Pattern ISBN = Pattern.compile("(\\d[- ]?){9}((\\d[- ]?){3}\\d|[\\dXx])");

  /**
   * The form of an ISSN, likewise; without the hyphen it would look like a number of the Danish
   * national bibliography.
   */
  private static final Pattern ISSN = Pattern.compile("\\d{4}-\\d{3}[\\dXx]");

  private final CatalogueSearch search;

  NcipTitles(CatalogueSearch search) {
    this.search = search;
  }

  /**
   * The key of the title; if the number comes with its source no search is needed.
   *
   * @throws ProblemException where no title has the number, or several have
   */
  RecordKey key(NcipExchange<?> exchange, BibliographicId id) {
    return id instanceof BibliographicRecordId(var number, var agency, _) && agency != null
        ? key(agency.value(), number)
        : find(exchange, id).key();
  }

  /**
   * The title with an identifier.
   *
   * @throws ProblemException where no title has the number, or several have
   */
  FoundRecord find(NcipExchange<?> exchange, BibliographicId id) {
    return switch (id) {
      case BibliographicRecordId(var number, var agency, _) when agency != null ->
          find(exchange, key(agency.value(), number));
      // A number of the Danish national bibliography may have blanks between its digits.
      case BibliographicRecordId(var number, _, var code) ->
          ofRecord(
              exchange,
              code != null && code.is("FAUST") ? number.replace(" ", "") : number,
              "BibliographicRecordIdentifier");
      case BibliographicItemId(var number, var code) -> {
        var field = field(number, code);
        var element = "BibliographicItemIdentifier";
        yield field == null
            ? ofRecord(exchange, number, element)
            : find(exchange, field, number, element);
      }
    };
  }

  /** The field in which a number of a publication is searched; null for a record number. */
  private static @Nullable SearchField field(String number, @Nullable SchemeValue code) {
    if (code == null ? ISBN.matcher(number).matches() : code.is("ISBN")) {
      return SearchField.ISBN;
    }
    return (code == null ? ISSN.matcher(number).matches() : code.is("ISSN"))
        ? SearchField.ISSN
        : null;
  }

  /**
   * The title whose record has a number, which may be prefixed with its source. Discovery systems
   * send it under whatever type of number they have, such as "Legal Deposit Number".
   */
  private FoundRecord ofRecord(NcipExchange<?> exchange, String number, String element) {
    return number.indexOf(':') > 0
        ? find(exchange, parsed(number, element))
        : find(exchange, SearchField.NUMBER, number, element);
  }

  private static RecordKey parsed(String number, String element) {
    try {
      return RecordKey.parse(number);
    } catch (IllegalArgumentException e) {
      throw unknown(element);
    }
  }

  private static RecordKey key(String source, String number) {
    try {
      return new RecordKey(source, number);
    } catch (IllegalArgumentException e) {
      throw unknown("BibliographicRecordIdentifier");
    }
  }

  /**
   * The title with a key.
   *
   * @throws ProblemException where there is none
   */
  FoundRecord find(NcipExchange<?> exchange, RecordKey key) {
    var scope = new SearchScope.OfTenant(exchange.tenant());
    try (var found = search.search(scope, Query.Term.words(SearchField.NUMBER, key.number()))) {
      return found.records(1, SAME_NUMBER).stream()
          .filter(record -> record.key().equals(key))
          .findFirst()
          .orElseThrow(() -> unknown("BibliographicRecordIdentifier"));
    }
  }

  private static ProblemException unknown(String element) {
    return new ProblemException(ProblemType.UNKNOWN_ITEM, "No record has this number.", element);
  }

  private FoundRecord find(
      NcipExchange<?> exchange, SearchField field, String number, String element) {
    if (number.isBlank() || number.length() > RecordKey.MAX_LENGTH) {
      throw new ProblemException(
          ProblemType.UNKNOWN_ITEM, "This can't be the number of a title.", element);
    }
    var scope = new SearchScope.OfTenant(exchange.tenant());
    try (var found = search.search(scope, Query.Term.words(field, number))) {
      if (found.count() > 1) {
        throw new ProblemException(
            ProblemType.NON_UNIQUE_ITEM,
            "%d titles have this number: use the record number of one.".formatted(found.count()),
            element,
            number);
      }
      return found.records(1, 1).stream()
          .findFirst()
          .orElseThrow(() ->
              new ProblemException(
                  ProblemType.UNKNOWN_ITEM, "No title has this number.", element, number));
    }
  }
}
