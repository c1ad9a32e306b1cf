package org.samling.routes.z3950;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Set;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.SearchScope;
import org.samling.routes.catalogue.Databases.Database;
import org.samling.z3950.Decoded;
import org.samling.z3950.Z3950Codec;
import org.samling.z3950.Z3950Frame;
import org.samling.z3950.Z3950Request;
import org.samling.z3950.Z3950Request.SearchRequest;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.data.Query;

/**
 * What has to hold for any bytes that stand for a query in a Search: they are refused or
 * understood, and what is understood becomes the core's query or a diagnostic, each time the same.
 */
public final class RpnFuzzTarget {

  private static final Z3950Codec CODEC = new Z3950Codec(BerLimits.DEFAULT);
  private static final Database DATABASE =
      new Database("north", "North", new SearchScope.Union(Set.of(new TenantId(1))));

  /** All before the query: no record at once, replace, the set 1, the database north. */
  private static final byte[] BEFORE =
      HexFormat.of().parseHex("8d01008e01018f01009001ff910131b2089f69056e6f727468");

  private static final int SEARCH_REQUEST = 0xB6;
  private static final int QUERY = 0xB5;

  private RpnFuzzTarget() {}

  /** One try, with the name that Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (CODEC.decode(search(input))
        instanceof Decoded.Message<Z3950Request>(SearchRequest request)) {
      var translated = translated(request.query());
      if (!translated.equals(translated(request.query()))) {
        throw new IllegalStateException("it does not hold that a query means one thing");
      }
    }
  }

  /** The core's query, or the diagnostic that is told. */
  private static Object translated(Query query) {
    try {
      return Z3950Queries.translate(new Z3950Session(), DATABASE, query);
    } catch (DiagnosticException e) {
      return e.diagnostic();
    }
  }

  private static Z3950Frame search(byte[] query) {
    var content = new ByteArrayOutputStream();
    content.writeBytes(BEFORE);
    element(QUERY, query, content);
    var apdu = new ByteArrayOutputStream();
    element(SEARCH_REQUEST, content.toByteArray(), apdu);
    return new Z3950Frame(apdu.toByteArray());
  }

  private static void element(int tag, byte[] content, ByteArrayOutputStream out) {
    out.write(tag);
    out.write(0x83); // three bytes of length
    out.write(content.length >> 16);
    out.write(content.length >> 8);
    out.write(content.length);
    out.writeBytes(content);
  }
}
