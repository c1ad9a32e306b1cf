package org.samling.z3950;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.RpnStructure.AttributesPlusTerm;
import org.samling.z3950.RpnStructure.Operand;
import org.samling.z3950.Z3950Request.InitializeRequest;
import org.samling.z3950.Z3950Request.SearchRequest;
import org.samling.z3950.Z3950Response.InitializeResponse;

/** Messages for tests that care for one part of them. */
final class Messages {
  static final Octets REFERENCE = octets("ref-1");

  private Messages() {}

  static Octets octets(String text) {
    return new Octets(text.getBytes(UTF_8));
  }

  static InitializeRequest init(
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

  static InitializeResponse initResponse(
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

  static SearchRequest search(Query query) {
    return new SearchRequest(
        REFERENCE, 0, 1, 0, true, "default", List.of("solbæk"), null, null, null, query);
  }

  static SearchRequest search(RpnStructure rpn) {
    return search(new Query.Rpn(new RpnQuery(Oid.BIB_1, rpn)));
  }

  static Operand title(Term term) {
    return new AttributesPlusTerm(List.of(AttributeElement.of(1, 4)), term);
  }

  static Operand title(String term) {
    return title(new Term.General(octets(term)));
  }
}
