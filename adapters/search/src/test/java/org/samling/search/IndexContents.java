package org.samling.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.samling.search.fields.IndexFields;

/**
 * Everything that an index says of each record, however it is cut into segments.
 *
 * @param documents how many records there are
 * @param terms by field and term, the records that have it, each with the places where it stands
 * @param values by field and record, the doc values
 */
record IndexContents(
    int documents, Map<String, TreeSet<String>> terms, Map<String, String> values) {

  static IndexContents of(Path path) throws IOException {
    var contents = new IndexContents(0, new TreeMap<>(), new TreeMap<>());
    try (var directory = FSDirectory.open(path);
        var reader = DirectoryReader.open(directory)) {
      for (var leaf : reader.leaves()) {
        contents.read(leaf.reader());
      }
      return new IndexContents(reader.numDocs(), contents.terms, contents.values);
    }
  }

  private void read(LeafReader reader) throws IOException {
    var live = reader.getLiveDocs();
    var ids = new UUID[reader.maxDoc()];
    var high = reader.getNumericDocValues(IndexFields.ID_HIGH);
    var low = reader.getNumericDocValues(IndexFields.ID_LOW);
    for (var document = 0; document < ids.length; document++) {
      high.advanceExact(document);
      low.advanceExact(document);
      if (live == null || live.get(document)) {
        ids[document] = new UUID(high.longValue(), low.longValue());
      }
    }
    for (var field : reader.getFieldInfos()) {
      if (field.getIndexOptions() != IndexOptions.NONE) {
        readTerms(reader, field.name, ids);
      }
      if (field.getDocValuesType() != DocValuesType.NONE) {
        readValues(reader, field.name, field.getDocValuesType(), ids);
      }
    }
  }

  private void readTerms(LeafReader reader, String field, UUID[] ids) throws IOException {
    var all = reader.terms(field).iterator();
    for (var term = all.next(); term != null; term = all.next()) {
      var found = all.postings(null, PostingsEnum.POSITIONS);
      for (var document = found.nextDoc();
          document != DocIdSetIterator.NO_MORE_DOCS;
          document = found.nextDoc()) {
        if (ids[document] != null) {
          var places = new StringBuilder(ids[document].toString());
          for (var i = found.freq(); i > 0; i--) {
            places.append(' ').append(found.nextPosition());
          }
          terms.computeIfAbsent(field + " " + term, _ -> new TreeSet<>()).add(places.toString());
        }
      }
    }
  }

  private void readValues(LeafReader reader, String field, DocValuesType type, UUID[] ids)
      throws IOException {
    for (var document = 0; document < ids.length; document++) {
      if (ids[document] != null) {
        var value = value(reader, field, type, document);
        if (!value.isEmpty()) {
          values.put(field + " " + ids[document], value);
        }
      }
    }
  }

  private static String value(LeafReader reader, String field, DocValuesType type, int document)
      throws IOException {
    return switch (type) {
      case NUMERIC -> {
        var numbers = reader.getNumericDocValues(field);
        yield numbers.advanceExact(document) ? Long.toString(numbers.longValue()) : "";
      }
      case BINARY -> {
        var bytes = reader.getBinaryDocValues(field);
        yield bytes.advanceExact(document) ? bytes.binaryValue().toString() : "";
      }
      case SORTED -> {
        var texts = reader.getSortedDocValues(field);
        yield texts.advanceExact(document) ? text(texts.lookupOrd(texts.ordValue())) : "";
      }
      case SORTED_SET -> {
        var texts = reader.getSortedSetDocValues(field);
        var all = new StringBuilder();
        if (texts.advanceExact(document)) {
          for (var i = texts.docValueCount(); i > 0; i--) {
            all.append(text(texts.lookupOrd(texts.nextOrd()))).append('\n');
          }
        }
        yield all.toString();
      }
      case SORTED_NUMERIC, NONE -> "";
    };
  }

  private static String text(BytesRef text) {
    return text.utf8ToString();
  }
}
