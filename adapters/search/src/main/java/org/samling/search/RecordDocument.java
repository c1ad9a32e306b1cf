package org.samling.search;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.search.CatalogueFeed.Present;
import org.samling.core.search.SearchField;

/** Makes a document of the index from a record of the feed. */
final class RecordDocument {

  private RecordDocument() {}

  /** The term that a record's document is known by. */
  static Term id(UUID id) {
    return new Term(IndexFields.ID, bytes(id));
  }

  /** The document of a record. */
  static Document of(Present record) {
    var document = new Document();
    addIdentity(record, document);
    addScope(record, document);
    var content = record.content();
    var marc = record.marc();
    var table = FieldTables.of(marc);
    var isbns = isbns(table, content);
    var issns = issns(table, content);
    var numbers =
        Stream.of(record.key().number(), record.key().toString())
            .map(Identifiers::compact)
            .filter(number -> !number.isEmpty())
            .collect(Collectors.toSet());
    addIdentifiers(SearchField.ISBN, isbns, document);
    addIdentifiers(SearchField.ISSN, issns, document);
    addIdentifiers(SearchField.NUMBER, numbers, document);
    var year = RecordYears.of(content, marc);
    addYear(year, document);

    var values = table.values(content);
    var any = values.computeIfAbsent(SearchField.ANY, _ -> new LinkedHashSet<>());
    Stream.of(isbns.stream(), issns.stream(), Stream.of(record.key().toString()), written(year))
        .flatMap(texts -> texts)
        .map(text -> Value.of(Words.of(text)))
        .filter(value -> !value.words().isEmpty())
        .forEach(any::add);
    values.forEach((field, texts) ->
        document.add(
            new Field(IndexFields.name(field), new ValueTokens(texts), IndexFields.WORDS)));
    return document;
  }

  private static void addIdentity(Present record, Document document) {
    var id = record.ref().id();
    var owner = record.ref().owner();
    document.add(new Field(IndexFields.ID, bytes(id), IndexFields.WHOLE));
    document.add(
        new BinaryDocValuesField(
            IndexFields.CONTENT,
            StoredContent.write(record.key(), record.marc(), record.content())));
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
      addWhole(IndexFields.SCOPE, IndexFields.ownedBy(owner), document);
      addWhole(IndexFields.SCOPE, IndexFields.inCatalogueOf(owner), document);
    }
    for (var holder : record.holders()) {
      if (!holder.equals(owner)) {
        addWhole(IndexFields.SCOPE, IndexFields.inCatalogueOf(holder), document);
      }
    }
  }

  private static void addIdentifiers(SearchField field, Set<String> texts, Document document) {
    texts.forEach(text -> addWhole(IndexFields.name(field), text, document));
  }

  private static void addWhole(String field, String text, Document document) {
    document.add(new Field(field, text, IndexFields.WHOLE));
  }

  private static void addYear(int year, Document document) {
    document.add(new NumericDocValuesField(IndexFields.YEAR_ORDER, year));
    if (year != IndexFields.NO_YEAR) {
      document.add(new IntPoint(IndexFields.name(SearchField.YEAR), year));
    }
  }

  private static Set<String> isbns(FieldTable table, MarcContent content) {
    var forms = new LinkedHashSet<String>();
    table
        .identifiers(content, SearchField.ISBN)
        .forEach(text -> forms.addAll(Identifiers.isbn(text)));
    return forms;
  }

  private static Set<String> issns(FieldTable table, MarcContent content) {
    var forms = new LinkedHashSet<String>();
    table
        .identifiers(content, SearchField.ISSN)
        .forEach(text -> forms.addAll(Identifiers.issn(text)));
    return forms;
  }

  private static Stream<String> written(int year) {
    return year == IndexFields.NO_YEAR ? Stream.of() : Stream.of("%04d".formatted(year));
  }

  private static BytesRef bytes(UUID id) {
    return new BytesRef(
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array());
  }
}
