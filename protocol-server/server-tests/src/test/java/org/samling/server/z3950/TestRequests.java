package org.samling.server.z3950;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.SetBounds;
import org.samling.z3950.Z3950Request.PresentRequest;
import org.samling.z3950.Z3950Request.SearchRequest;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.Query;
import org.samling.z3950.data.RpnQuery;
import org.samling.z3950.data.RpnStructure.AttributesPlusTerm;
import org.samling.z3950.data.Term;

/** Requests of which tests care for a part. */
final class TestRequests {

  private TestRequests() {}

  static Octets reference(String text) {
    return new Octets(text.getBytes(UTF_8));
  }

  /** A search for words in what a use attribute names, with which no records come along. */
  static SearchRequest search(
      @Nullable Octets referenceId, String set, String database, int use, String words) {
    return new SearchRequest(
        referenceId,
        SetBounds.NO_RECORDS,
        true,
        set,
        List.of(database),
        null,
        null,
        null,
        new Query.Rpn(
            new RpnQuery(
                Oid.BIB_1,
                new AttributesPlusTerm(
                    List.of(AttributeElement.of(1, use)),
                    new Term.General(new Octets(words.getBytes(UTF_8)))))),
        List.of());
  }

  /** The first records of a set, into at most so many parts, or as many as may be for null. */
  static PresentRequest present(
      @Nullable Octets referenceId, String set, long number, @Nullable Long segments) {
    return new PresentRequest(
        referenceId, set, 1, number, List.of(), null, null, segments, null, null);
  }
}
