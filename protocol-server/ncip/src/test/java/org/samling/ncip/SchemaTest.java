package org.samling.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.Problem;
import org.samling.ncip.data.ProblemType;
import org.xml.sax.SAXException;

/**
 * Everything that is written in NCIP 2, held against the schema of NCIP 2.02, whose file the
 * environment variable SAMLING_NCIP_SCHEMA names. The schema is not ours to bring along.
 */
@EnabledIfEnvironmentVariable(named = SchemaTest.VARIABLE, matches = ".+")
class SchemaTest {
  static final String VARIABLE = "SAMLING_NCIP_SCHEMA";

  private static Schema schema;

  @BeforeAll
  static void read() throws SAXException {
    schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(new File(System.getenv(VARIABLE)));
  }

  /** All but the response that the schema forgot. */
  static List<String> responses() {
    return Samples.responses().keySet().stream()
        .filter(name -> !name.equals("lookup-version"))
        .toList();
  }

  static List<NcipRequest> requests() {
    return SampleRequests.requests().stream()
        .filter(request -> !(request instanceof NcipRequest.LookupVersion))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("responses")
  void everyResponseIsValid(String name) {
    var response = Objects.requireNonNull(Samples.responses().get(name));
    validate(NcipFixture.CODEC.encode(response, NcipVersion.UNKNOWN, Samples.HEADER));
    validate(
        NcipFixture.CODEC.encode(
            response,
            new NcipVersion(null, NcipVersion.Edition.TWO, "ns1", false),
            Samples.HEADER));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOOKUP_VERSION")
  void everyProblemIsValid(NcipService service) {
    validate(
        NcipFixture.CODEC.encode(
            new NcipResponse.ProblemResponse(
                service, Problem.of(ProblemType.UNSUPPORTED_SERVICE, service, "Not here.")),
            NcipVersion.UNKNOWN,
            null));
  }

  static List<String> services() {
    return NcipFixture.services("2").stream()
        .filter(name -> !name.equals("LookupVersion"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("services")
  void everyServicesFilesAreValid(String name) {
    validate(NcipFixture.service("2", name, "request").getBytes(UTF_8));
    validate(NcipFixture.service("2", name, "response").getBytes(UTF_8));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void everyRequestIsValid(NcipRequest request) {
    validate(
        NcipFixture.CODEC.encode(new NcipMessage(NcipVersion.UNKNOWN, Samples.HEADER, request)));
  }

  private static void validate(byte[] message) {
    assertThatCode(() ->
            schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(message))))
        .doesNotThrowAnyException();
  }
}
