package org.samling.z3950;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.Z3950Request.InitializeRequest;
import org.samling.z3950.Z3950Request.SearchRequest;
import org.samling.z3950.Z3950Response.InitializeResponse;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.External;
import org.samling.z3950.data.IdAuthentication;
import org.samling.z3950.data.OtherInformation;
import org.samling.z3950.data.ProtocolVersion;
import org.samling.z3950.data.Query;
import org.samling.z3950.data.RpnQuery;
import org.samling.z3950.data.RpnStructure;
import org.samling.z3950.data.RpnStructure.AttributesPlusTerm;
import org.samling.z3950.data.RpnStructure.Operand;
import org.samling.z3950.data.Term;

/** Messages for tests that care for one part of them. */
public final class Messages {
  public static final Octets REFERENCE = octets("ref-1");

  private Messages() {}

  public static Octets octets(String text) {
    return new Octets(text.getBytes(UTF_8));
  }

  public static InitializeRequest init(
      @Nullable IdAuthentication idAuthentication,
      @Nullable External userInformationField,
      OtherInformation... otherInfo) {
    return new InitializeRequest(
        REFERENCE,
        Set.of(ProtocolVersion.VERSION_1, ProtocolVersion.VERSION_2, ProtocolVersion.VERSION_3),
        Set.of(InitOption.SEARCH, InitOption.PRESENT, InitOption.STRING_SCHEMA),
        1 << 20,
        1L << 32,
        idAuthentication,
        "81",
        "Prøve",
        null,
        userInformationField,
        List.of(otherInfo));
  }

  public static InitializeResponse initResponse(
      boolean result, @Nullable External userInformationField, OtherInformation... otherInfo) {
    return new InitializeResponse(
        null,
        Set.of(ProtocolVersion.VERSION_1, ProtocolVersion.VERSION_2),
        Set.of(),
        1 << 20,
        1 << 20,
        result,
        null,
        "Samling",
        "1",
        userInformationField,
        List.of(otherInfo));
  }

  public static SearchRequest search(Query query) {
    return new SearchRequest(
        REFERENCE,
        SetBounds.NO_RECORDS,
        true,
        "default",
        List.of("solbæk"),
        null,
        null,
        null,
        query,
        List.of());
  }

  public static SearchRequest search(RpnStructure rpn) {
    return search(new Query.Rpn(new RpnQuery(Oid.BIB_1, rpn)));
  }

  public static Operand title(Term term) {
    return new AttributesPlusTerm(List.of(AttributeElement.of(1, 4)), term);
  }

  public static Operand title(String term) {
    return title(new Term.General(octets(term)));
  }
}
