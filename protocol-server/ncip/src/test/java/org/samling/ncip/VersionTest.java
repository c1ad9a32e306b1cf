package org.samling.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.ncip.NcipFixture.CODEC;
import static org.samling.ncip.NcipFixture.decode;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in the version and the form of the request. */
class VersionTest {

  private static final NcipVersion DANISH =
      new NcipVersion(
          "http://ncip.envisionware.com/documentation/ncip_v1_01.dtd",
          NcipVersion.Edition.ONE,
          null,
          true);

  static Set<String> responses() {
    return Samples.responses().keySet();
  }

  static List<NcipRequest> requests() {
    return SampleRequests.requests();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lookup-user-full",
        "lookup-item-full",
        "request-item-full",
        "check-in-item-minimal",
        "problem-check-in-item",
        "problem-check-out-item-fee",
        "problem-message"
      })
  void answersInNcip1AreWrittenAsTheirFilesShow(String name) {
    assertThat(withoutLayout(text(CODEC.encode(sample(name), DANISH, Samples.HEADER))))
        .isEqualTo(withoutLayout(NcipFixture.response("ncip1-" + name)));
  }

  @ParameterizedTest
  @MethodSource("responses")
  void noAnswerInNcip1HasANameThatOnlyNcip2Has(String name) {
    var text = text(CODEC.encode(sample(name), DANISH, Samples.HEADER));
    assertThat(text)
        .doesNotContain(
            "xmlns",
            "<AgencyId",
            "<UserId>",
            "<ItemId>",
            "<RequestId>",
            "<ProblemType",
            "ProblemDetail",
            "Scheme=",
            "<Ext>");
  }

  @ParameterizedTest
  @MethodSource("responses")
  void prefixOfTheRequestIsRepeated(String name) {
    var version = new NcipVersion(null, NcipVersion.Edition.TWO, "ns1", false);
    var bytes = CODEC.encode(sample(name), version, Samples.HEADER);
    assertThat(text(bytes))
        .contains("<ns1:NCIPMessage xmlns:ns1=\"" + NcipCodec.NAMESPACE + "\" ns1:version=\"")
        .endsWith("</ns1:NCIPMessage>")
        .doesNotContainPattern("<[A-Z]");
    assertThat(ContentModelCheck.faults(CODEC.decodeResponse(bytes).children().getFirst()))
        .isEmpty();
  }

  @Test
  void prefixThatNobodyWouldChooseIsNotRepeated() {
    assertThat(new NcipVersion(null, NcipVersion.Edition.TWO, "x".repeat(17), false).prefix())
        .isNull();
    assertThat(new NcipVersion(null, NcipVersion.Edition.TWO, "a.b", false).prefix()).isNull();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void requestInNcip1IsReadAsTheSameInNcip2(NcipRequest request) {
    var bytes = CODEC.encode(new NcipMessage(DANISH, Samples.HEADER, request));
    var decoded = decode(bytes);
    assertThat(decoded).isInstanceOf(Decoded.Message.class);
    assertThat(CODEC.encode(((Decoded.Message) decoded).message())).isEqualTo(bytes);
  }

  @Test
  void problemInNcip1IsReadByItsClient() {
    var bytes = CODEC.encode(sample("problem-check-in-item"), DANISH, Samples.HEADER);
    var problem = CODEC.decodeResponse(bytes).find("CheckInItemResponse", "Problem");
    assertThat(problem).isNotNull();
    var type = problem.find("ProblemType");
    assertThat(type).isNotNull();
    assertThat(type.text()).isEqualTo("Item Not Checked Out");
    var value = problem.find("ProblemValue");
    assertThat(value).isNotNull();
    assertThat(value.text()).isEqualTo("3890000001");
  }

  @Test
  void documentTypeIsWrittenOfKnownVersionsOnly() {
    var own = new NcipVersion("ncip_v1_0 \"><x", NcipVersion.Edition.ONE, null, true);
    assertThat(text(CODEC.encode(sample("check-in-item-minimal"), own, null)))
        .doesNotContain("DOCTYPE")
        .contains("version=\"ncip_v1_0 &quot;&gt;&lt;x\"");
  }

  private static NcipResponse sample(String name) {
    var sample = Samples.responses().get(name);
    assertThat(sample).isNotNull();
    return sample;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static String withoutLayout(String xml) {
    return xml.replaceAll(">\\s+<", "><").strip();
  }
}
