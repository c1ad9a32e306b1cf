package org.samling.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.ncip.NcipFixture.CODEC;
import static org.samling.ncip.NcipFixture.COPENHAGEN;
import static org.samling.ncip.NcipFixture.decode;
import static org.samling.ncip.NcipFixture.malformed;
import static org.samling.ncip.NcipFixture.problem;
import static org.samling.ncip.NcipFixture.request;
import static org.samling.ncip.NcipFixture.requestIn;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.ncip.NcipRequest.CheckOutItem;
import org.samling.ncip.NcipRequest.RequestItem;
import org.samling.ncip.NcipRequest.Unsupported;
import org.samling.ncip.NcipResponse.MessageProblem;
import org.samling.ncip.NcipResponse.ProblemResponse;
import org.samling.ncip.data.AuthenticationInput;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.ItemOptionalFields;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.SchemeValue;
import org.samling.ncip.data.UserId;
import org.samling.ncip.data.UserOptionalFields;

class NcipCodecTest {
  private static final String USER =
      "<UserId><UserIdentifierValue>1</UserIdentifierValue></UserId>";
  private static final String ITEM =
      "<ItemId><ItemIdentifierValue>2</ItemIdentifierValue></ItemId>";
  private static final String TYPES =
      "<RequestType>Hold</RequestType><RequestScopeType>Item</RequestScopeType>";

  static List<NcipRequest> requests() {
    return SampleRequests.requests();
  }

  // The client's side

  @ParameterizedTest
  @MethodSource("requests")
  void everyRequestIsWrittenByTheContentModelsAndReadAgain(NcipRequest request) {
    var message = new NcipMessage(NcipVersion.of("5.6"), Samples.HEADER, request);

    var bytes = CODEC.encode(message);

    assertThat(decode(bytes)).isEqualTo(new Decoded.Message(message));
    var element = CODEC.decodeResponse(bytes).find(request.service().element());
    assertThat(element).isNotNull();
    assertThat(ContentModelCheck.faults(element)).isEmpty();
  }

  @Test
  void aRequestThatWasNotReadCannotBeWritten() {
    var update = requestIn(request("unsupported-update-item"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.encode(new NcipMessage(NcipVersion.UNKNOWN, null, update)))
        .withMessage("UpdateItem can't be written");
  }

  @Test
  void aStreamIsReadUpToTheLimitAndNoFurther() throws IOException {
    var bytes = request("minified-check-in-item");
    assertThat(CODEC.decode(new ByteArrayInputStream(bytes), COPENHAGEN)).isEqualTo(decode(bytes));

    var limits = new NcipLimits(bytes.length, 32, 100, 1_000, 8);
    var codec = new NcipCodec(limits);
    assertThat(codec.decode(new ByteArrayInputStream(bytes), COPENHAGEN)).isEqualTo(decode(bytes));
    var in = new ByteArrayInputStream((new String(bytes, UTF_8) + " and on").getBytes(UTF_8));
    assertThat(codec.decode(in, COPENHAGEN)).isInstanceOf(Decoded.Malformed.class);
    assertThat(in.available()).isEqualTo(" and on".length() - 1);
    assertThat(codec.decode(InputStream.nullInputStream(), COPENHAGEN))
        .isInstanceOf(Decoded.Malformed.class);
  }

  @Test
  void aStreamThatBreaksIsNotTakenForABadMessage() throws IOException {
    var broken = new SequenceInputStream(new ByteArrayInputStream(new byte[] {'<'}), closed());
    assertThatThrownBy(() -> CODEC.decode(broken, COPENHAGEN))
        .isInstanceOf(IOException.class)
        .hasMessage("Stream closed");
  }

  // Services

  @ParameterizedTest
  @EnumSource(
      names = {
        "AGENCY_CREATED",
        "CREATE_ITEM",
        "ITEM_RECALLED",
        "SEND_USER_NOTICE",
        "UPDATE_AGENCY",
        "UPDATE_ITEM"
      })
  void otherServicesOfTheStandardAreKnownByName(NcipService service) {
    var request = requestIn(message("<%s><Anything/></%1$s>".formatted(service.element())));
    assertThat(request).isInstanceOf(Unsupported.class);
    assertThat(request.service()).isEqualTo(service);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<LendItem/>", "<LookupUserResponse/>", "<lookupuser/>", "<Problem/>"})
  void whatIsNoServiceIsAnsweredWithABareProblem(String element) {
    var malformed = malformed(message(element));
    assertThat(malformed.answer()).isInstanceOf(MessageProblem.class);
    assertThat(problem(malformed).is(ProblemType.UNKNOWN_SERVICE)).isTrue();
    assertThat(malformed.version()).isEqualTo(NcipVersion.of("2"));
  }

  @Test
  void aMessageAsksForOneService() {
    var none = malformed(message(""));
    assertThat(problem(none).is(ProblemType.INVALID_MESSAGE_SYNTAX_ERROR)).isTrue();
    assertThat(none.what()).isEqualTo("The message asks for nothing");

    var two = malformed(message("<CheckInItem>" + ITEM + "</CheckInItem><LookupUser/>"));
    assertThat(problem(two).is(ProblemType.PROTOCOL_ERROR)).isTrue();
    assertThat(two.what()).contains("2 services");
  }

  @Test
  void otherDocumentsAreNoMessages() {
    assertThat(malformed("<soap/>").what()).isEqualTo("The root element is not NCIPMessage");
    assertThat(malformed("<NCIPMessage xmlns='http://example.org/'/>").what())
        .contains("foreign namespace", NcipCodec.NAMESPACE);
    assertThat(malformed("").what()).isEqualTo("The message is empty");
    assertThat(malformed(" \n").what()).isEqualTo("The message is empty");
  }

  // Versions

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<NCIPMessage version='http://www.niso.org/ncip/v1_0/imp1/dtd/ncip_v1_0.dtd'><LookupUser>%s</LookupUser></NCIPMessage>",
        "<NCIPMessage version='http://ncip.example.com/documentation/NCIP_v1_01.dtd'><LookupUser>%s</LookupUser></NCIPMessage>",
        "<NCIPMessage><LookupUser><UniqueUserId><UserIdentifierValue>1</UserIdentifierValue></UniqueUserId></LookupUser></NCIPMessage>",
        "<NCIPMessage version='5.6'><LookupUser>%s<UserElementType><Scheme/><Value>Name Information</Value></UserElementType></LookupUser></NCIPMessage>"
      })
  void ncip1IsKnownByItsVersionOrByItsNames(String xml) {
    var decoded = (Decoded.Message) decode(xml.formatted(USER));
    assertThat(decoded.message().version().edition()).isEqualTo(NcipVersion.Edition.ONE);
    assertThat(((NcipRequest.LookupUser) decoded.message().request()).userId())
        .isEqualTo(UserId.of("1"));
  }

  @Test
  void aVersionCountsForMoreThanNames() {
    var xml =
        "<NCIPMessage version='http://www.niso.org/schemas/ncip/v2_0/ncip_v2_0.xsd'><LookupUser><UniqueUserId><UserIdentifierValue>1</UserIdentifierValue></UniqueUserId></LookupUser></NCIPMessage>";
    var decoded = (Decoded.Message) decode(xml);
    assertThat(decoded.message().version().edition()).isEqualTo(NcipVersion.Edition.TWO);
    assertThat(((NcipRequest.LookupUser) decoded.message().request()).userId())
        .isEqualTo(UserId.of("1"));
  }

  @Test
  void everyVersionThatIsSaidToBeSupportedIsOfAnEdition() {
    assertThat(NcipVersion.SUPPORTED)
        .allSatisfy(uri -> assertThat(NcipVersion.edition(uri)).isPresent());
  }

  // What a service demands

  @ParameterizedTest
  @CsvSource({
    "LookupUser, '', UserId",
    "LookupUser, <UserId/>, UserIdentifierValue",
    "LookupUser, <UserId><UserIdentifierValue> </UserIdentifierValue></UserId>, UserIdentifierValue",
    "LookupUser, <AuthenticationInput/>, AuthenticationInputData",
    "LookupUser, <AuthenticationInput><AuthenticationInputData>1</AuthenticationInputData></AuthenticationInput>, AuthenticationInputType",
    "LookupItem, '', ItemId",
    "LookupItem, <ItemId/>, ItemIdentifierValue",
    "LookupItem, <RequestId/>, RequestIdentifierValue",
    "CheckInItem, '', ItemId",
    "CheckInItem, {ITEM}<MandatedAction/>, DateEventOccurred",
    "CheckOutItem, {USER}, ItemId",
    "CheckOutItem, {ITEM}, UserId",
    "CheckOutItem, {USER}{ITEM}<PaidFeeAmount><MonetaryValue>1</MonetaryValue></PaidFeeAmount>, CurrencyCode",
    "RequestItem, {ITEM}{TYPES}, UserId",
    "RequestItem, {USER}{TYPES}, BibliographicId",
    "RequestItem, {USER}{TYPES}<BibliographicId/>, BibliographicItemIdentifier",
    "RequestItem, {USER}{TYPES}<ItemId/>, ItemIdentifierValue",
    "RenewItem, {USER}, ItemId",
    "RenewItem, {ITEM}, UserId",
    "CancelRequestItem, {USER}, RequestId",
    "CancelRequestItem, {USER}<ItemId/>, ItemIdentifierValue",
    "LookupItemSet, '', BibliographicId",
    "LookupRequest, {USER}, RequestId",
    "LookupAgency, <AgencyId/>, AgencyId",
    "CreateUserFiscalTransaction, {USER}, FiscalTransactionInformation",
    "CreateUser, {USER}, NameInformation",
    "CreateUser, {USER}<NameInformation/>, NameInformation",
    "RecallItem, '', ItemId",
    "UpdateRequestItem, {USER}, RequestId",
    "ItemRenewed, {USER}{ITEM}, DateDue",
    "CirculationStatusUpdated, {ITEM}, CirculationStatus",
    "CirculationStatusChangeReported, {ITEM}<ItemReportedReturned/>, DateReportedReturned",
    "RequestItem, {USER}{TYPES}<BibliographicId><BibliographicRecordId><BibliographicRecordIdentifier>1</BibliographicRecordIdentifier></BibliographicRecordId></BibliographicId>, BibliographicRecordIdentifierCode"
  })
  void whatIsMissingIsNamedInTheServicesOwnResponse(
      String service, String content, String missing) {
    var malformed = malformed(message("<%s>%s</%1$s>".formatted(service, filled(content))));

    var problem = problem(malformed);
    assertThat(problem.is(ProblemType.NEEDED_DATA_MISSING)).as("%s", problem).isTrue();
    assertThat(problem.problemElement()).isEqualTo(missing);
    assertThat(malformed.answer())
        .isInstanceOfSatisfying(
            ProblemResponse.class,
            answer -> assertThat(answer.service().element()).isEqualTo(service));
    assertThat(malformed.line()).isEqualTo(2);
  }

  @Test
  void theAnswerToABadRequestKeepsItsVersionAndHeader() {
    var malformed = malformed(request("faulty-invalid-date"));

    var answer = CODEC.encode(malformed.answer(), malformed.version(), malformed.header());

    var message = CODEC.decodeResponse(answer);
    assertThat(message.attributes())
        .containsEntry("version", "http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd");
    var to = message.find("CheckOutItemResponse", "ResponseHeader", "ToAgencyId", "AgencyId");
    assertThat(to).isNotNull();
    assertThat(to.text()).isEqualTo("DK-870970");
    assertThat(ContentModelCheck.faults(message.children().getFirst())).isEmpty();
  }

  @Test
  void aPinMayBeEmptyButIsThenNotForgotten() {
    var user =
        (NcipRequest.LookupUser)
            requestIn(
                message(
                    "<LookupUser><AuthenticationInput><AuthenticationInputData/><AuthenticationInputType>PIN</AuthenticationInputType></AuthenticationInput></LookupUser>"));
    assertThat(user.authenticationInputs())
        .containsExactly(new AuthenticationInput("", null, SchemeValue.of("PIN")));
  }

  // Amounts, dates, numbers

  @ParameterizedTest
  @ValueSource(strings = {"25,00", "2.5", "kr. 5", "99999999999999999999"})
  void anAmountThatIsNoWholeNumberIsRefused(String amount) {
    var malformed =
        malformed(
            message(
                "<CheckOutItem>%s%s<AcknowledgedFeeAmount><CurrencyCode>DKK</CurrencyCode><MonetaryValue>%s</MonetaryValue></AcknowledgedFeeAmount></CheckOutItem>"
                    .formatted(USER, ITEM, amount)));
    assertThat(problem(malformed).is(ProblemType.INVALID_AMOUNT)).isTrue();
    assertThat(problem(malformed).problemElement()).isEqualTo("MonetaryValue");
    assertThat(problem(malformed).problemValue()).isEqualTo(amount);
  }

  @Test
  void emptyElementsAreTakenForMissingOnes() {
    var loan =
        (CheckOutItem)
            requestIn(
                message(
                    "<CheckOutItem>%s%s<RequestId><RequestIdentifierValue/></RequestId><AcknowledgedFeeAmount><CurrencyCode/><MonetaryValue/></AcknowledgedFeeAmount><DesiredDateDue/><ItemElementType/></CheckOutItem>"
                        .formatted(USER, ITEM)));
    assertThat(loan)
        .isEqualTo(
            new CheckOutItem(
                null,
                UserId.of("1"),
                List.of(),
                ItemId.of("2"),
                null,
                null,
                null,
                List.of(),
                false,
                null,
                List.of(),
                List.of()));
  }

  @Test
  void partnersMayLeaveOutWhatIsTakenForGranted() {
    var cancelled =
        (NcipRequest.CancelRequestItem)
            requestIn(
                message(
                    "<CancelRequestItem>%s%s<RequestType/></CancelRequestItem>"
                        .formatted(USER, ITEM)));
    assertThat(cancelled.requestType()).isNull();
    var fee =
        (NcipRequest.CreateUserFiscalTransaction)
            requestIn(
                message(
                    "<CreateUserFiscalTransaction>%s<FiscalTransactionInformation/></CreateUserFiscalTransaction>"
                        .formatted(USER)));
    assertThat(fee.fiscalTransactionInformation().amount()).isNull();
    var wanted =
        (RequestItem) requestIn(message("<RequestItem>%s%s</RequestItem>".formatted(USER, ITEM)));
    assertThat(wanted.requestType()).isNull();
  }

  @Test
  void linesOfAnAddressInPartsAreInTheOrderOfAnEnvelope() {
    var user =
        (NcipRequest.CreateUser)
            requestIn(
                message(
                    "<CreateUser>%s<NameInformation><PersonalNameInformation><UnstructuredPersonalUserName>Åse Ibsen</UnstructuredPersonalUserName></PersonalNameInformation></NameInformation><UserAddressInformation><PhysicalAddress><StructuredAddress><Street>Humlebakken 17</Street><District>851</District><Locality>Solbæk</Locality><PostalCode>9999</PostalCode></StructuredAddress></PhysicalAddress></UserAddressInformation><UserAddressInformation/></CreateUser>"
                        .formatted(USER)));
    assertThat(user.userAddressInformation())
        .singleElement()
        .satisfies(address ->
            assertThat(address.address())
                .isInstanceOfSatisfying(
                    UserOptionalFields.PhysicalAddress.class,
                    lines ->
                        assertThat(lines.unstructuredAddressData())
                            .isEqualTo("Humlebakken 17\n851\n9999 Solbæk")));
  }

  @Test
  void oddNumbersInADescriptionSpoilNoRequest() {
    var wanted =
        (RequestItem)
            requestIn(
                message(
                    "<RequestItem>%s%s%s<ItemOptionalFields><HoldQueueLength>-1</HoldQueueLength><ItemDescription><CallNumber>32</CallNumber><NumberOfPieces>two</NumberOfPieces></ItemDescription><Location><LocationType>Current Location</LocationType></Location></ItemOptionalFields></RequestItem>"
                        .formatted(USER, ITEM, TYPES)));
    assertThat(wanted.itemOptionalFields())
        .isEqualTo(
            new ItemOptionalFields(
                null,
                List.of(),
                null,
                null,
                new ItemOptionalFields.ItemDescription("32", null, null, null, null),
                List.of(),
                null));
  }

  private static InputStream closed() throws IOException {
    var closed = InputStream.nullInputStream();
    closed.close();
    return closed;
  }

  private static String filled(String content) {
    return content.replace("{USER}", USER).replace("{ITEM}", ITEM).replace("{TYPES}", TYPES);
  }

  private static byte[] message(String content) {
    return "<NCIPMessage xmlns='%s' version='2'>\n%s</NCIPMessage>"
        .formatted(NcipCodec.NAMESPACE, content)
        .getBytes(UTF_8);
  }
}
