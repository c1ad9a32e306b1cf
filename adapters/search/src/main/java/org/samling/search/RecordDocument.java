package org.samling.search;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.samling.core.authorities.AuthorityRecords;
import org.samling.core.catalogue.PackedContent;
import org.samling.core.search.CatalogueFeed.Present;
import org.samling.core.search.SearchField;
import org.samling.search.fields.Filing;
import org.samling.search.fields.Identifiers;
import org.samling.search.fields.IndexFields;
import org.samling.search.fields.RecordDates;
import org.samling.search.fields.Value;
import org.samling.search.fields.Words;
import org.samling.search.fields.WordsField;
import org.samling.search.forms.JoinedForms;

/** Makes an index document from a record of the feed. */
final class RecordDocument {

  private RecordDocument() {}

  /** The term that identifies a record's document. */
  static Term id(UUID id) {
    return new Term(IndexFields.ID, bytes(id));
  }

  /** The document of a record. */
  static Document of(Present record) {
    var document = new Document();
    addIdentity(record, document);
    if (AuthorityRecords.isAuthority(record.content(), record.marc())) {
      addAuthority(record, document);
      addSearched(record, Authority.values(record.content(), record.marc()), document);
    } else {
      addScope(record, document);
      var values = FieldTables.of(record.marc()).values(record.content());
      addYear(RecordYears.of(record.content(), record.marc()), values, document);
      RecordFacets.addCodes(record, document)
          .forEach((field, codes) -> addIdentifiers(field, codes, document));
      addSearched(record, values, document);
    }
    return document;
  }

  private static void addAuthority(Present record, Document document) {
    var owner = record.ref().owner();
    addWhole(
        IndexFields.AUTHORITY_SCOPE,
        owner == null ? IndexFields.COMMON : IndexFields.ownerMark(owner),
        document);
    document.add(
        new BinaryDocValuesField(IndexFields.AUTHORITY_FORMAT, new BytesRef(record.marc().name())));
    document.add(new NumericDocValuesField(IndexFields.YEAR_ORDER, IndexFields.NO_YEAR));
    var any = new ArrayList<Value>();
    Authority.of(record.content(), record.marc())
        .headings()
        .forEach((field, entry) -> {
          addWhole(IndexFields.headingName(field), entry.heading().key(), document);
          addWords(IndexFields.fromName(field), entry.from(), document);
          addHeadings(IndexFields.listedFromName(field), entry.from(), document);
          any.addAll(entry.from());
        });
    addWords(IndexFields.fromName(SearchField.ANY), any, document);
  }

  /** Adds what searches find, and what is listed, sorted and counted. */
  private static void addSearched(Present record, RecordValues values, Document document) {
    var content = record.content();
    var marc = record.marc();
    var isbns = forms(values, SearchField.ISBN, Identifiers::isbn);
    var issns = forms(values, SearchField.ISSN, Identifiers::issn);
    var numbers =
        Stream.of(record.key().number(), record.key().toString())
            .map(Identifiers::normalised)
            .filter(number -> !number.isEmpty())
            .collect(Collectors.toSet());
    addIdentifiers(SearchField.ISBN, isbns, document);
    addIdentifiers(SearchField.ISSN, issns, document);
    addIdentifiers(SearchField.NUMBER, numbers, document);
    addOtherIdentifiers(values, document);
    RecordDates.entered(content, marc)
        .ifPresent(date -> addDate(SearchField.DATE_ENTERED, date, document));
    RecordDates.modified(content, marc)
        .ifPresent(date -> addDate(SearchField.DATE_MODIFIED, date, document));

    Stream.of(isbns.stream(), issns.stream(), Stream.of(record.key().toString()))
        .flatMap(texts -> texts)
        .map(text -> Value.of(Words.of(text)))
        .forEach(value -> values.add(SearchField.ANY, value));
    RecordFacets.addHeadings(record, values, document);
    document.add(new NumericDocValuesField(IndexFields.HOLDERS, record.holders().size()));
    var forms = new HashMap<String, Set<String>>();
    values
        .searched()
        .forEach((field, texts) -> {
          document.add(new WordsField(IndexFields.name(field), texts, IndexFields.words(field)));
          addForms(field, texts, forms, document);
          if (field == SearchField.ANY) {
            addMovedWords(texts, document);
          }
        });
    values
        .listed()
        .forEach((field, texts) -> addHeadings(IndexFields.listedName(field), texts, document));
  }

  private static void addWords(String field, Collection<Value> values, Document document) {
    if (!values.isEmpty()) {
      document.add(new WordsField(field, values, IndexFields.WORDS));
    }
  }

  /**
   * Adds the further forms of words.
   *
   * @param known the forms of texts that were met before: most stand in several fields
   */
  private static void addForms(
      SearchField field,
      Collection<Value> values,
      Map<String, Set<String>> known,
      Document document) {
    var all = new LinkedHashSet<String>();
    for (var value : values) {
      for (var text : value.texts()) {
        all.addAll(known.computeIfAbsent(text, JoinedForms::of));
      }
    }
    all.forEach(form -> addWhole(IndexFields.formsName(field), form, document));
  }

  /** Adds the headings to list for a field of words: each filing key once. */
  private static void addHeadings(String field, Collection<Value> values, Document document) {
    var displays = new HashMap<String, Value>();
    for (var value : values) {
      displays.putIfAbsent(value.key(), value);
    }
    displays.forEach((key, value) ->
        document.add(new StringField(field, Heading.term(key, value.display()), Store.NO)));
  }

  /** Words that file elsewhere are listed separately; the others are listed as searched. */
  private static void addMovedWords(Collection<Value> values, Document document) {
    var keys = new LinkedHashSet<String>();
    for (var value : values) {
      for (var word : value.words()) {
        if (Filing.filesElsewhere(word)) {
          keys.add(Filing.key(List.of(word)));
        }
      }
    }
    keys.forEach(key -> addWhole(IndexFields.listedName(SearchField.ANY), key, document));
  }

  private static void addIdentity(Present record, Document document) {
    var id = record.ref().id();
    var owner = record.ref().owner();
    document.add(new StringField(IndexFields.ID, bytes(id), Store.NO));
    document.add(
        new BinaryDocValuesField(
            IndexFields.CONTENT,
            new StoredContent(record.key(), record.marc(), PackedContent.of(record.content()))
                .write()));
    document.add(new NumericDocValuesField(IndexFields.ID_HIGH, id.getMostSignificantBits()));
    document.add(new NumericDocValuesField(IndexFields.ID_LOW, id.getLeastSignificantBits()));
    document.add(
        new NumericDocValuesField(
            IndexFields.OWNER, owner == null ? IndexFields.NOBODY : owner.value()));
  }

  private static void addScope(Present record, Document document) {
    var owner = record.ref().owner();
    if (owner == null) {
      addWhole(IndexFields.SCOPE, IndexFields.COMMON, document);
    } else {
      if (!record.isLayer()) {
        addWhole(IndexFields.SCOPE, IndexFields.ownerMark(owner), document);
      }
      addWhole(IndexFields.SCOPE, IndexFields.catalogueMark(owner), document);
    }
    for (var holder : record.holders()) {
      if (!holder.equals(owner)) {
        addWhole(IndexFields.SCOPE, IndexFields.catalogueMark(holder), document);
      }
    }
  }

  private static void addIdentifiers(SearchField field, Set<String> texts, Document document) {
    texts.forEach(text -> addWhole(IndexFields.name(field), text, document));
  }

  /** Adds identifiers that have only one form. */
  private static void addOtherIdentifiers(RecordValues values, Document document) {
    for (var field : values.identifierFields()) {
      if (field != SearchField.ISBN && field != SearchField.ISSN) {
        addIdentifiers(
            field,
            forms(values, field, text -> List.of(Identifiers.searchForm(field, text, true))),
            document);
      }
    }
  }

  private static void addDate(SearchField field, int date, Document document) {
    document.add(new IntPoint(IndexFields.name(field), date));
  }

  private static void addWhole(String field, String text, Document document) {
    document.add(new StringField(field, text, Store.NO));
  }

  private static void addYear(int year, RecordValues values, Document document) {
    document.add(new NumericDocValuesField(IndexFields.YEAR_ORDER, year));
    if (year != IndexFields.NO_YEAR) {
      document.add(new IntPoint(IndexFields.name(SearchField.YEAR), year));
      var written = IndexFields.listedYear(Integer.toString(year));
      addWhole(IndexFields.listedName(SearchField.YEAR), written, document);
      values.add(SearchField.ANY, Value.of(Words.of(written)));
    }
  }

  /** The identifiers of a field in all their forms. */
  private static Set<String> forms(
      RecordValues values, SearchField field, Function<String, List<String>> forms) {
    var found = new LinkedHashSet<String>();
    values.identifiers(field).forEach(text -> found.addAll(forms.apply(text)));
    found.remove("");
    return found;
  }

  private static BytesRef bytes(UUID id) {
    return new BytesRef(
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array());
  }
}
