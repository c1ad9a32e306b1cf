package org.samling.z3950.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.z3950.Messages.init;
import static org.samling.z3950.Messages.initResponse;
import static org.samling.z3950.Messages.octets;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.samling.z3950.Decoded;
import org.samling.z3950.Fixture;
import org.samling.z3950.Z3950Annotator;
import org.samling.z3950.Z3950Codec;
import org.samling.z3950.Z3950Request;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.CharSetNegotiation.CharSet;
import org.samling.z3950.data.CharSetNegotiation.Iso10646;
import org.samling.z3950.data.CharSetNegotiation.Iso2022;
import org.samling.z3950.data.CharSetNegotiation.NoCharSet;
import org.samling.z3950.data.CharSetNegotiation.OriginProposal;
import org.samling.z3950.data.CharSetNegotiation.PreviouslyAgreedUpon;
import org.samling.z3950.data.CharSetNegotiation.PrivateExternal;
import org.samling.z3950.data.CharSetNegotiation.PrivateOids;
import org.samling.z3950.data.CharSetNegotiation.TargetResponse;
import org.samling.z3950.data.External.SingleAsn1Type;

class CharSetNegotiationTest {
  private static final Z3950Codec CODEC = new Z3950Codec(BerLimits.DEFAULT);
  private static final CharSet UTF_16 = new Iso10646(new Oid("1.0.10646.1.3.0"), Oid.UTF_16_FORM);
  private static final CharSet LATIN_1 = named("ISO-8859-1");

  private static CharSet named(String name) {
    return new PrivateExternal(External.octetAligned(Oid.CHARSET_ID, octets(name)));
  }

  static List<CharSet> charSets() {
    return List.of(
        CharSetNegotiation.UTF_8,
        UTF_16,
        LATIN_1,
        new Iso2022(new Octets(Fixture.bytes("A1 02 A1 00"))),
        new PrivateOids(List.of(Oid.XML, Oid.BIB_1)),
        new PreviouslyAgreedUpon());
  }

  @ParameterizedTest
  @MethodSource("charSets")
  void aProposalIsReadAsWritten(CharSet charSet) {
    var proposal = new OriginProposal(List.of(charSet), List.of("dan", "eng"), true);
    assertThat(sent(proposal)).contains(proposal);
  }

  @Test
  void aProposalMayBeOfLanguagesOnly() {
    var proposal = new OriginProposal(List.of(), List.of("fao"), null);
    assertThat(sent(proposal)).contains(proposal);
    assertThat(proposal.answer(EnumSet.allOf(Z3950Charset.class), true))
        .isEqualTo(new TargetResponse(null, null, null));
  }

  private static Optional<OriginProposal> sent(OriginProposal proposal) {
    var frame = CODEC.encodeRequest(init(null, null, proposal.toOtherInformation()));
    var decoded = (Decoded.Message<Z3950Request>) CODEC.decode(frame);
    return ((Z3950Request.InitializeRequest) decoded.message()).originProposal();
  }

  @ParameterizedTest
  @MethodSource("charSets")
  void anAnswerIsReadAsWritten(CharSet charSet) {
    for (var selected : List.of(charSet, new NoCharSet())) {
      var answer = new TargetResponse(selected, "dan", false);
      var frame = CODEC.encode(initResponse(true, null, answer.toOtherInformation()));
      var decoded = (Decoded.Message<Z3950Response>) CODEC.decodeResponse(frame);
      assertThat(((Z3950Response.InitializeResponse) decoded.message()).targetResponse())
          .contains(answer);
    }
  }

  @Test
  void theFirstUsableCharacterSetIsSelected() {
    var usable = EnumSet.of(Z3950Charset.UTF_8, Z3950Charset.ISO_8859_1);
    expectAnswer(List.of(UTF_16, LATIN_1, CharSetNegotiation.UTF_8), usable, LATIN_1);
    expectAnswer(List.of(CharSetNegotiation.UTF_8, LATIN_1), usable, CharSetNegotiation.UTF_8);
    expectAnswer(List.of(UTF_16), usable, new NoCharSet());
    expectAnswer(List.of(), usable, null);
  }

  private static void expectAnswer(
      List<CharSet> proposed, EnumSet<Z3950Charset> usable, @Nullable CharSet selected) {
    assertThat(new OriginProposal(proposed, List.of(), null).answer(usable, true))
        .isEqualTo(new TargetResponse(selected, null, null));
  }

  @ParameterizedTest
  @CsvSource({"true, true, true", "true, false, false", "false, true, false", ", true,"})
  void recordsAreAnsweredForWhereTheyWereAskedFor(
      @Nullable Boolean asked, boolean willing, @Nullable Boolean answer) {
    var proposal = new OriginProposal(List.of(CharSetNegotiation.UTF_8), List.of(), asked);
    assertThat(proposal.answer(EnumSet.of(Z3950Charset.UTF_8), willing).recordsInSelectedCharSets())
        .isEqualTo(answer);
    assertThat(proposal.answer(EnumSet.noneOf(Z3950Charset.class), willing))
        .isEqualTo(new TargetResponse(new NoCharSet(), null, asked == null ? null : false));
  }

  @Test
  void theCodecGetsWhatWasSelected() {
    assertThat(answer(CharSetNegotiation.UTF_8)).isEqualTo(Z3950Charset.UTF_8);
    assertThat(answer(UTF_16)).isEqualTo(Z3950Charset.UTF_16);
    assertThat(answer(LATIN_1)).isEqualTo(Z3950Charset.ISO_8859_1);
    assertThat(answer(named("utf-8"))).isEqualTo(Z3950Charset.UTF_8);
    assertThat(answer(named("klingon"))).isEqualTo(Z3950Charset.UNNEGOTIATED);
    assertThat(answer(new NoCharSet())).isEqualTo(Z3950Charset.UNNEGOTIATED);
    assertThat(answer(null)).isEqualTo(Z3950Charset.UNNEGOTIATED);
  }

  private static Z3950Charset answer(@Nullable CharSet charSet) {
    return new TargetResponse(charSet, null, null).charset();
  }

  @Test
  void aProposalMayStandInTheUserInformationField() {
    var proposal = new OriginProposal(List.of(CharSetNegotiation.UTF_8), List.of(), null);
    var out = new BerWriter(Z3950Charset.UNNEGOTIATED);
    OtherInformationWire.write(out, List.of(proposal.toOtherInformation()));
    var field = new External(Oid.USER_INFO_1, new SingleAsn1Type(new Octets(out.toBytes())));
    assertThat(init(null, field).originProposal()).contains(proposal);
  }

  @Test
  void aProposalThatCannotBeUnderstoodIsNone() {
    for (var hex : List.of("", "30 00", "A1 04 A1 02 A9 00", "A1 06 A1 04 A2 02 82 00", "A1 80")) {
      var value = new SingleAsn1Type(new Octets(Fixture.bytes(hex)));
      var unit = OtherInformation.of(new External(Oid.CHARSET_NEGOTIATION_3, value));
      assertThat(init(null, null, unit).originProposal()).isEmpty();
      assertThat(init(null, new External(Oid.USER_INFO_1, value)).originProposal()).isEmpty();
    }
  }

  @Test
  void aRejectedInitSaysWhy() {
    var diagnostic =
        DefaultDiagFormat.of(Bib1Diagnostic.INIT_BAD_USER_ID_OR_PASSWORD, "bruger ukendt");
    var frame = CODEC.encode(initResponse(false, UserInformation.rejection(diagnostic)));
    var decoded = (Decoded.Message<Z3950Response>) CODEC.decodeResponse(frame);
    assertThat(((Z3950Response.InitializeResponse) decoded.message()).diagnostics())
        .containsExactly(diagnostic);
    assertThat(new Z3950Annotator(CODEC).annotate(frame)).contains("condition: 1011");
  }
}
