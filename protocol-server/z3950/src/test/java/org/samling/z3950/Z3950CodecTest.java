package org.samling.z3950;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.z3950.Messages.REFERENCE;
import static org.samling.z3950.Messages.init;
import static org.samling.z3950.Messages.initResponse;
import static org.samling.z3950.Messages.octets;
import static org.samling.z3950.Messages.search;
import static org.samling.z3950.Messages.title;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samling.z3950.Z3950Request.DeleteFunction;
import org.samling.z3950.Z3950Request.DeleteResultSetRequest;
import org.samling.z3950.Z3950Request.EsFunction;
import org.samling.z3950.Z3950Request.ExtendedServicesRequest;
import org.samling.z3950.Z3950Request.PresentRequest;
import org.samling.z3950.Z3950Request.Range;
import org.samling.z3950.Z3950Request.RequestedAction;
import org.samling.z3950.Z3950Request.ScanRequest;
import org.samling.z3950.Z3950Request.SearchRequest;
import org.samling.z3950.Z3950Request.SortRequest;
import org.samling.z3950.Z3950Request.TriggerResourceControlRequest;
import org.samling.z3950.Z3950Request.WaitAction;
import org.samling.z3950.Z3950Response.DeleteResultSetResponse;
import org.samling.z3950.Z3950Response.DeleteSetStatus;
import org.samling.z3950.Z3950Response.EsOperationStatus;
import org.samling.z3950.Z3950Response.ExtendedServicesResponse;
import org.samling.z3950.Z3950Response.ListStatus;
import org.samling.z3950.Z3950Response.PresentResponse;
import org.samling.z3950.Z3950Response.PresentStatus;
import org.samling.z3950.Z3950Response.ResultSetStatus;
import org.samling.z3950.Z3950Response.ScanResponse;
import org.samling.z3950.Z3950Response.ScanStatus;
import org.samling.z3950.Z3950Response.SearchResponse;
import org.samling.z3950.Z3950Response.Segment;
import org.samling.z3950.Z3950Response.SortResponse;
import org.samling.z3950.Z3950Response.SortResultSetStatus;
import org.samling.z3950.Z3950Response.SortStatus;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.AttributeElement.Complex;
import org.samling.z3950.data.AttributeElement.Numeric;
import org.samling.z3950.data.AttributeElement.NumericValue;
import org.samling.z3950.data.AttributeElement.StringValue;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.CompSpec;
import org.samling.z3950.data.CompSpec.DatabaseSpecification;
import org.samling.z3950.data.CompSpec.ElementSetName;
import org.samling.z3950.data.CompSpec.ExternalEspec;
import org.samling.z3950.data.CompSpec.SchemaOid;
import org.samling.z3950.data.CompSpec.SchemaUri;
import org.samling.z3950.data.CompSpec.Specification;
import org.samling.z3950.data.DefaultDiagFormat;
import org.samling.z3950.data.DiagRec;
import org.samling.z3950.data.ElementSetNames.DatabaseElementSet;
import org.samling.z3950.data.ElementSetNames.DatabaseSpecific;
import org.samling.z3950.data.ElementSetNames.GenericElementSetName;
import org.samling.z3950.data.External;
import org.samling.z3950.data.IdAuthentication;
import org.samling.z3950.data.NamePlusRecord;
import org.samling.z3950.data.NamePlusRecord.RetrievalRecord;
import org.samling.z3950.data.NamePlusRecord.SurrogateDiagnostic;
import org.samling.z3950.data.OtherInformation;
import org.samling.z3950.data.OtherInformation.BinaryInfo;
import org.samling.z3950.data.OtherInformation.CharacterInfo;
import org.samling.z3950.data.OtherInformation.InfoCategory;
import org.samling.z3950.data.OtherInformation.OidInfo;
import org.samling.z3950.data.ProtocolVersion;
import org.samling.z3950.data.Query;
import org.samling.z3950.data.RecordComposition;
import org.samling.z3950.data.Records.MultipleNonSurDiagnostics;
import org.samling.z3950.data.Records.NonSurrogateDiagnostic;
import org.samling.z3950.data.Records.ResponseRecords;
import org.samling.z3950.data.RpnStructure;
import org.samling.z3950.data.RpnStructure.And;
import org.samling.z3950.data.RpnStructure.AndNot;
import org.samling.z3950.data.RpnStructure.AttributesPlusTerm;
import org.samling.z3950.data.RpnStructure.KnownUnit;
import org.samling.z3950.data.RpnStructure.Operation;
import org.samling.z3950.data.RpnStructure.Or;
import org.samling.z3950.data.RpnStructure.PrivateUnit;
import org.samling.z3950.data.RpnStructure.Prox;
import org.samling.z3950.data.RpnStructure.ResultSetOperand;
import org.samling.z3950.data.RpnStructure.ResultSetPlusAttributes;
import org.samling.z3950.data.ScanEntry;
import org.samling.z3950.data.ScanEntry.TermInfo;
import org.samling.z3950.data.SortKeySpec;
import org.samling.z3950.data.SortKeySpec.DatabaseSort;
import org.samling.z3950.data.SortKeySpec.ElementSpec;
import org.samling.z3950.data.SortKeySpec.Generic;
import org.samling.z3950.data.SortKeySpec.SortField;
import org.samling.z3950.data.Term;
import org.samling.z3950.data.Z3950Secret;

/** Messages as they are written and read again. */
class Z3950CodecTest {
  private static final Z3950Codec VERSION_2 = new Z3950Codec(BerLimits.DEFAULT);
  private static final Z3950Codec VERSION_3 =
      new Z3950Codec(ProtocolVersion.VERSION_3, Z3950Charset.UTF_8, BerLimits.DEFAULT);
  private static final DefaultDiagFormat DIAGNOSTIC =
      DefaultDiagFormat.of(Bib1Diagnostic.UNSUPPORTED_USE_ATTRIBUTE, "4711");
  private static final External XML = External.octetAligned(Oid.XML, octets("<post/>"));
  private static final Generic BY_TITLE =
      new Generic(new SortKeySpec.SortAttributes(Oid.BIB_1, List.of(AttributeElement.of(1, 4))));
  private static final AttributesPlusTerm TITLE_FROM_A =
      new AttributesPlusTerm(List.of(AttributeElement.of(1, 4)), new Term.General(octets("a")));

  // Every part of every message

  static Stream<Z3950Request> requests() {
    var generic = new GenericElementSetName("F");
    var specific =
        new DatabaseSpecific(
            List.of(new DatabaseElementSet("solbæk", "B"), new DatabaseElementSet("vig", "F")));
    return Stream.of(
        init(null, null),
        init(new IdAuthentication.Open(new Z3950Secret("a/b/c")), null),
        init(new IdAuthentication.IdPass("g", null, null), null),
        init(new IdAuthentication.IdPass(null, "u", new Z3950Secret("")), null),
        init(new IdAuthentication.Anonymous(), null),
        init(new IdAuthentication.Other(new Octets(Fixture.bytes("28 00"))), null),
        init(null, XML, new OtherInformation(null, new CharacterInfo("ø"))),
        init(
            null,
            null,
            new OtherInformation(new InfoCategory(null, 1), new BinaryInfo(octets("ab"))),
            new OtherInformation(new InfoCategory(Oid.BIB_1, 2), new OidInfo(Oid.XML)),
            OtherInformation.of(
                new External(null, new External.Arbitrary(new Octets(new byte[] {4, 16})))),
            OtherInformation.of(External.sutrs("tekst", Z3950Charset.UTF_8))),
        new SearchRequest(
            null,
            new SetBounds(Long.MAX_VALUE, Long.MIN_VALUE, -1),
            false,
            "",
            List.of(),
            specific,
            generic,
            Oid.DANMARC_LEVELS,
            new Query.Ccl(new Octets(Fixture.bytes("61"))),
            List.of(OtherInformation.of(XML))),
        new PresentRequest(REFERENCE, "1", 1, 10, List.of(), null, null, null, null, null),
        new PresentRequest(
            null,
            "æ",
            1,
            1L << 31,
            List.of(new Range(20, 2), new Range(40, 1)),
            specific,
            Oid.USMARC,
            1L,
            2L,
            3L),
        present(generic),
        present(new CompSpec(true, null, List.of(), List.of(Oid.XML, Oid.USMARC))),
        present(
            new CompSpec(
                false,
                new Specification(new SchemaOid(Oid.HOLDINGS_SCHEMA_4), new ElementSetName("B3")),
                List.of(
                    new DatabaseSpecification(
                        "solbæk", new Specification(new SchemaUri("urn:s"), null)),
                    new DatabaseSpecification(
                        "vig", new Specification(null, new ExternalEspec(XML)))),
                List.of())),
        new DeleteResultSetRequest(REFERENCE, DeleteFunction.LIST, List.of("1", "to")),
        new DeleteResultSetRequest(null, DeleteFunction.ALL, List.of()),
        new ScanRequest(REFERENCE, List.of("solbæk", "vig"), Oid.BIB_1, TITLE_FROM_A, 2L, 20, 3L),
        new ScanRequest(null, List.of("solbæk"), null, TITLE_FROM_A, null, 1, null),
        new SortRequest(
            REFERENCE,
            List.of("1", "to"),
            "sorteret",
            List.of(
                new SortKeySpec(BY_TITLE, 0, 1, null),
                new SortKeySpec(BY_TITLE, 4, 0, new SortKeySpec.Abort()),
                new SortKeySpec(
                    new Generic(new SortField("år")), 1, 7, new SortKeySpec.NullValue()),
                new SortKeySpec(
                    new SortKeySpec.DatabaseSpecific(
                        List.of(
                            new DatabaseSort("solbæk", new SortField("år")),
                            new DatabaseSort(
                                "vig",
                                new ElementSpec(
                                    new Specification(null, new ElementSetName("F")))))),
                    1,
                    1,
                    new SortKeySpec.MissingValueData(octets("å"))))),
        new ExtendedServicesRequest(
            REFERENCE,
            EsFunction.MODIFY,
            Oid.UPDATE,
            "pakke",
            "bruger",
            new Octets(Fixture.bytes("A7 03 81 01 05")),
            new Octets(Fixture.bytes("A8 00")),
            "hvad det er",
            XML,
            WaitAction.DONT_RETURN_PACKAGE,
            "F"),
        new ExtendedServicesRequest(
            null,
            EsFunction.CREATE,
            Oid.ITEM_ORDER,
            null,
            null,
            null,
            null,
            null,
            null,
            WaitAction.WAIT,
            null),
        new TriggerResourceControlRequest(REFERENCE, RequestedAction.CANCEL, true),
        new TriggerResourceControlRequest(null, RequestedAction.RESOURCE_REPORT, null),
        new Close(REFERENCE, CloseReason.LACK_OF_ACTIVITY, "længe"),
        new Close(null, CloseReason.FINISHED, null));
  }

  private static PresentRequest present(RecordComposition composition) {
    return new PresentRequest(null, "1", 1, 1, List.of(), composition, null, null, null, null);
  }

  static Stream<RpnStructure> queries() {
    var a = title("a");
    var b = title("b");
    return Stream.of(
        a,
        title(""),
        title(new Term.Numeric(1L << 40)),
        title(new Term.CharacterString(octets("smørrebrød"))),
        title(new Term.OidTerm(Oid.XML)),
        title(new Term.DateTime("20260102101500Z")),
        title(new Term.ExternalTerm(XML)),
        title(new Term.IntegerAndUnit(new Octets(Fixture.bytes("BF 81 5C 03 81 01 05")))),
        title(new Term.NullTerm()),
        new AttributesPlusTerm(
            List.of(
                new AttributeElement(Oid.DAN_1, 1, new Numeric(5)),
                new AttributeElement(
                    null,
                    1,
                    new Complex(
                        List.of(new StringValue("titel"), new NumericValue(4)), List.of(1L, 2L))),
                new AttributeElement(null, 2, new Complex(List.of(), List.of()))),
            new Term.General(octets("x"))),
        new ResultSetOperand("1"),
        new ResultSetPlusAttributes("1", List.of(AttributeElement.of(1, 4))),
        new Operation(new Operation(a, b, new And()), new Operation(b, a, new Or()), new AndNot()),
        new Operation(a, b, new Prox(true, 3, false, 2, new KnownUnit(2))),
        new Operation(a, b, new Prox(false, -1, true, 77, new PrivateUnit(1))));
  }

  static Stream<Z3950Response> responses() {
    var named = new NamePlusRecord("solbæk", new RetrievalRecord(XML));
    return Stream.of(
        initResponse(true, null),
        initResponse(false, XML, new OtherInformation(null, new CharacterInfo("nej"))),
        new SearchResponse(
            REFERENCE, 1L << 40, 0, 1, true, null, null, null, List.of(OtherInformation.of(XML))),
        SearchResponse.failure(REFERENCE, DIAGNOSTIC),
        new SearchResponse(
            null,
            2,
            2,
            3,
            true,
            ResultSetStatus.ESTIMATE,
            PresentStatus.PARTIAL_2,
            new ResponseRecords(
                List.of(
                    named,
                    new NamePlusRecord(null, new SurrogateDiagnostic(DIAGNOSTIC)),
                    new NamePlusRecord(
                        null, new SurrogateDiagnostic(new DiagRec.ExternallyDefined(XML))))),
            List.of()),
        PresentResponse.failure(REFERENCE, DIAGNOSTIC),
        new PresentResponse(
            null,
            0,
            1,
            PresentStatus.FAILURE,
            new MultipleNonSurDiagnostics(List.of(DIAGNOSTIC, new DiagRec.ExternallyDefined(XML)))),
        new PresentResponse(null, 0, 1, PresentStatus.SUCCESS, new ResponseRecords(List.of())),
        new PresentResponse(null, 0, 1, PresentStatus.SUCCESS, null),
        new DeleteResultSetResponse(
            REFERENCE, DeleteSetStatus.SUCCESS, List.of(), null, List.of(), null),
        new DeleteResultSetResponse(
            null,
            DeleteSetStatus.NOT_ALL_REQUESTED_RESULT_SETS_DELETED,
            List.of(new ListStatus("1", DeleteSetStatus.RESULT_SET_IN_USE)),
            1L,
            List.of(new ListStatus("2", DeleteSetStatus.SUCCESS)),
            "én er i brug"),
        ExtendedServicesResponse.failure(REFERENCE, DIAGNOSTIC),
        new ExtendedServicesResponse(null, EsOperationStatus.ACCEPTED, List.of(), XML),
        new Segment(REFERENCE, 1, List.of(named)),
        new Segment(null, 0, List.of()),
        new SortResponse(REFERENCE, SortStatus.SUCCESS, null, List.of(), 1L << 40),
        new SortResponse(
            null, SortStatus.FAILURE, SortResultSetStatus.UNCHANGED, List.of(DIAGNOSTIC), null),
        ScanResponse.failure(REFERENCE, DIAGNOSTIC),
        new ScanResponse(
            REFERENCE,
            2L,
            ScanStatus.PARTIAL_5,
            3,
            2L,
            List.of(
                new TermInfo(
                    new Term.General(octets("ære")), "Ære", List.of(), List.of(), 1L << 40),
                new TermInfo(
                    new Term.CharacterString(octets("øl")),
                    null,
                    List.of(AttributeElement.of(6, 3)),
                    List.of(TITLE_FROM_A, TITLE_FROM_A),
                    null),
                new ScanEntry.SurrogateDiagnostic(DIAGNOSTIC)),
            List.of(DIAGNOSTIC, new DiagRec.ExternallyDefined(XML)),
            Oid.BIB_1),
        new Close(REFERENCE, CloseReason.SHUTDOWN, "natlukning"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void requestsAreReadAsWritten(Z3950Request request) {
    for (var codec : List.of(VERSION_2, VERSION_3)) {
      assertThat(codec.decode(codec.encodeRequest(request)))
          .isEqualTo(new Decoded.Message<>(request));
    }
  }

  @ParameterizedTest
  @MethodSource("queries")
  void queriesAreReadAsWritten(RpnStructure query) {
    requestsAreReadAsWritten(search(query));
  }

  @ParameterizedTest
  @MethodSource("responses")
  void responsesAreReadAsWritten(Z3950Response response) {
    for (var codec : List.of(VERSION_2, VERSION_3)) {
      assertThat(codec.decodeResponse(codec.encode(response)))
          .isEqualTo(new Decoded.Message<>(response));
    }
  }

  @Test
  void aReferenceIdIsAnyBytesAndComesBackUnchanged() {
    for (var bytes : List.of(new byte[0], new byte[] {0, -1, 'a', (byte) 0x80}, new byte[300])) {
      var id = new Octets(bytes);
      var request = request(VERSION_2.encodeRequest(new Close(id, CloseReason.FINISHED, null)));
      assertThat(request.referenceId()).isEqualTo(id);
      var response = SearchResponse.failure(request.referenceId(), DIAGNOSTIC);
      assertThat(response(VERSION_2, VERSION_2.encode(response)).referenceId()).isEqualTo(id);
    }
  }

  // Forms of the two versions

  @Test
  void addinfoIsAVisibleStringInVersion2AndAnInternationalStringInVersion3() {
    var response = PresentResponse.failure(null, DIAGNOSTIC);
    assertThat(hex(VERSION_2.encode(response)))
        .isEqualTo(
            "b91f980100990100"
                + "9b0105"
                + "bf810212"
                + "06072a8648ce13040102"
                + "0172"
                + "1a0434373131");
    assertThat(hex(VERSION_3.encode(response)))
        .isEqualTo(
            "b91f980100990100"
                + "9b0105"
                + "bf810212"
                + "06072a8648ce13040102"
                + "0172"
                + "1b0434373131");
  }

  @Test
  void bothFormsOfAddinfoAreUnderstoodAndSoIsNone() {
    for (var codec : List.of(VERSION_2, VERSION_3)) {
      for (var addinfo : List.of("1A 01 78", "1B 01 78", "")) {
        int rest = addinfo.isEmpty() ? 0 : 3;
        var frame =
            frame(
                "B9 %02X 98 01 00 99 01 00 9B 01 05 BF 81 02 %02X 06 07 2A 86 48 CE 13 04 01 02 01 72 %s"
                    .formatted(25 + rest, 12 + rest, addinfo));
        var response = (PresentResponse) response(codec, frame);
        assertThat(response.records())
            .isEqualTo(
                new NonSurrogateDiagnostic(
                    DefaultDiagFormat.of(
                        Bib1Diagnostic.UNSUPPORTED_USE_ATTRIBUTE, addinfo.isEmpty() ? "" : "x")));
      }
    }
  }

  @Test
  void aQueryOfType101IsReadAsOneOfType1() {
    var type101 = "BF 65 16 06 07 2A 86 48 CE 13 03 01 A0 0B BF 66 08 BF 2C 00 9F 2D 02 68 69";
    var expected = new AttributesPlusTerm(List.of(), new Term.General(octets("hi")));
    assertThat(request(VERSION_3.encodeRequest(search(raw(type101))))).isEqualTo(search(expected));
  }

  // Secrets and character sets

  @Test
  void passwordsAreMaskedWhereverTheyArePrinted() {
    var open = init(new IdAuthentication.Open(new Z3950Secret("u/g/hemmelig")), null);
    var idPass = init(new IdAuthentication.IdPass("g", "u", new Z3950Secret("hemmelig")), null);
    for (var request : List.of(open, idPass)) {
      var frame = VERSION_2.encodeRequest(request);
      assertThat(new String(frame.bytes(), ISO_8859_1)).contains("hemmelig");
      assertThat(VERSION_2.decode(frame).toString()).contains("****").doesNotContain("hemmelig");
      assertThat(new Z3950Annotator(VERSION_2).annotate(frame))
          .contains("****")
          .doesNotContain("hemmelig");
      assertThat(frame.toString()).doesNotContain("hemmelig");
    }
  }

  @Test
  void stringsAreInTheCharacterSetOfTheSession() {
    var close = new Close(null, CloseReason.FINISHED, "på gensyn");
    for (var charset : Z3950Charset.values()) {
      var codec = new Z3950Codec(ProtocolVersion.VERSION_3, charset, BerLimits.DEFAULT);
      assertThat(codec.decode(codec.encodeRequest(close))).isEqualTo(new Decoded.Message<>(close));
    }
    var latin1 =
        new Z3950Codec(ProtocolVersion.VERSION_3, Z3950Charset.ISO_8859_1, BerLimits.DEFAULT);
    var frame = latin1.encode(close);
    assertThat(VERSION_2.decode(frame)).isEqualTo(new Decoded.Message<>(close));
    assertThat(((Close) request(VERSION_3, frame)).diagnosticInformation())
        .isEqualTo("p\uFFFD gensyn");
  }

  @Test
  void aTermKeepsItsBytesAndIsReadAsAgreed() {
    var latin1 = new Octets(new byte[] {(byte) 0xE6, 'b', 'l', 'e'});
    assertThat(latin1.text(Z3950Charset.UNNEGOTIATED)).isEqualTo("æble");
    assertThat(latin1.text(Z3950Charset.ISO_8859_1)).isEqualTo("æble");
    assertThat(latin1.text(Z3950Charset.UTF_8)).isEqualTo("\uFFFDble");
    assertThat(octets("æble").text(Z3950Charset.UNNEGOTIATED)).isEqualTo("æble");
    assertThat(octets("æble").text(Z3950Charset.ISO_8859_1)).isEqualTo("Ã¦ble");
    assertThat(request(VERSION_3.encodeRequest(search(title(new Term.General(latin1))))))
        .isEqualTo(search(title(new Term.General(latin1))));
  }

  @Test
  void aSutrsRecordGivesItsText() {
    var record = External.sutrs("Syv broer\n", Z3950Charset.ISO_8859_1);
    assertThat(record.content().text(Z3950Charset.ISO_8859_1)).isEqualTo("Syv broer\n");
    assertThat(XML.content()).isEqualTo(octets("<post/>"));
    var notAString = new Octets(Fixture.bytes("30 02 05 00"));
    assertThat(new External(Oid.OPAC, new External.SingleAsn1Type(notAString)).content())
        .isEqualTo(notAString);
    var notBer = new Octets(Fixture.bytes("30 05"));
    assertThat(new External(Oid.OPAC, new External.SingleAsn1Type(notBer)).content())
        .isEqualTo(notBer);
  }

  private static Z3950Request request(Z3950Frame frame) {
    return request(VERSION_3, frame);
  }

  private static Z3950Request request(Z3950Codec codec, Z3950Frame frame) {
    var decoded = codec.decode(frame);
    assertThat(decoded).isInstanceOf(Decoded.Message.class);
    return ((Decoded.Message<Z3950Request>) decoded).message();
  }

  private static Z3950Response response(Z3950Codec codec, Z3950Frame frame) {
    var decoded = codec.decodeResponse(frame);
    assertThat(decoded).isInstanceOf(Decoded.Message.class);
    return ((Decoded.Message<Z3950Response>) decoded).message();
  }

  /** A query of whatever bytes. */
  private static Query raw(String hex) {
    return new Query.Unsupported(0, new Octets(Fixture.bytes(hex)));
  }

  private static Z3950Frame frame(String hex) {
    return new Z3950Frame(Fixture.bytes(hex));
  }

  private static String hex(Z3950Frame frame) {
    return HexFormat.of().formatHex(frame.bytes());
  }
}
