package org.samling.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;
import org.samling.search.fields.IndexFields;

/** Looks up the authority records of a scope: the common ones and those of its tenants. */
final class Authorities {

  /** The maximum number of authority records in one look-up. */
  static final int MOST = 1_000;

  private final IndexReader reader;
  private final SearchScope scope;

  Authorities(IndexReader reader, SearchScope scope) {
    this.reader = reader;
    this.scope = scope;
  }

  /** Whether any may have references to headings searched in this field. */
  boolean mayHaveReferences(SearchField field) {
    return has(IndexFields.fromName(field));
  }

  /** Whether any may have a heading searched in this field. */
  boolean mayHaveHeadings(SearchField field) {
    return has(IndexFields.headingName(field));
  }

  private boolean has(String field) {
    return reader.leaves().stream()
        .map(leaf -> leaf.reader().getFieldInfos())
        .anyMatch((FieldInfos fields) -> fields.fieldInfo(field) != null);
  }

  /** The authority records whose heading has this key. */
  List<Authority> byHeading(SearchField field, BytesRef key) throws IOException {
    return find(new TermQuery(new Term(IndexFields.headingName(field), key)));
  }

  /** The authority records with this see-from term. */
  List<Authority> bySeeFrom(SearchField field, BytesRef term) throws IOException {
    return find(new TermQuery(new Term(IndexFields.listedFromName(field), term)));
  }

  /** The authority records found by a query; none if it finds more than {@link #MOST}. */
  List<Authority> find(Query query) throws IOException {
    var inScope =
        new BooleanQuery.Builder()
            .add(query, Occur.FILTER)
            .add(
                new TermInSetQuery(IndexFields.AUTHORITY_SCOPE, IndexFields.authorityMarks(scope)),
                Occur.FILTER)
            .build();
    var found = new IndexSearcher(reader).search(new ConstantScoreQuery(inScope), MOST + 1);
    var authorities = new ArrayList<Authority>();
    if (found.scoreDocs.length <= MOST) {
      for (var hit : found.scoreDocs) {
        authorities.add(at(hit.doc));
      }
    }
    return authorities;
  }

  private Authority at(int document) throws IOException {
    var leaf = reader.leaves().get(ReaderUtil.subIndex(document, reader.leaves()));
    var local = document - leaf.docBase;
    return Authority.of(
        StoredContent.read(bytes(leaf, IndexFields.CONTENT, local)).content().content(),
        MarcFormat.valueOf(bytes(leaf, IndexFields.AUTHORITY_FORMAT, local).utf8ToString()));
  }

  private static BytesRef bytes(LeafReaderContext leaf, String field, int document)
      throws IOException {
    var values = DocValues.getBinary(leaf.reader(), field);
    if (!values.advanceExact(document)) {
      throw new CorruptIndexException("document " + document + " has no " + field, leaf.toString());
    }
    return values.binaryValue();
  }
}
