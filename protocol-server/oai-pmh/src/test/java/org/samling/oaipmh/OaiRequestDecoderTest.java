package org.samling.oaipmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.oaipmh.OaiError.Code;
import org.samling.oaipmh.OaiRequest.Harvest.Begin;
import org.samling.oaipmh.OaiRequest.Harvest.Resume;

class OaiRequestDecoderTest {

  private static OaiRequest request(String arguments) {
    return ((OaiDecoded.Request) OaiRequestDecoder.decode(arguments)).request();
  }

  private static List<Code> errors(String arguments) {
    return ((OaiDecoded.Malformed) OaiRequestDecoder.decode(arguments))
        .errors().stream().map(OaiError::code).toList();
  }

  @Test
  void everyVerbIsRead() {
    assertThat(request("verb=Identify")).isEqualTo(new OaiRequest.Identify());
    assertThat(request("verb=ListMetadataFormats"))
        .isEqualTo(new OaiRequest.ListMetadataFormats(null));
    assertThat(request("verb=ListMetadataFormats&identifier=oai%3Aa.b%3Ac"))
        .isEqualTo(new OaiRequest.ListMetadataFormats("oai:a.b:c"));
    assertThat(request("verb=ListSets")).isEqualTo(new OaiRequest.ListSets(null));
    assertThat(request("verb=GetRecord&identifier=x&metadataPrefix=oai_dc"))
        .isEqualTo(new OaiRequest.GetRecord("x", "oai_dc"));
    assertThat(request("metadataPrefix=oai_dc&verb=ListIdentifiers"))
        .isEqualTo(new OaiRequest.ListIdentifiers(new Begin("oai_dc", null, null, null)));
    assertThat(request("verb=ListRecords&resumptionToken=a.b"))
        .isEqualTo(new OaiRequest.ListRecords(new Resume("a.b")));
  }

  @Test
  void daysAreFromTheirFirstSecondToTheirLast() {
    assertThat(
            request(
                "verb=ListRecords&metadataPrefix=mods&from=2026-11-24&until=2026-11-25&set=a:b"))
        .isEqualTo(
            new OaiRequest.ListRecords(
                new Begin(
                    "mods",
                    Instant.parse("2026-11-24T00:00:00Z"),
                    Instant.parse("2026-11-25T23:59:59Z"),
                    "a:b")));
    assertThat(request("verb=ListRecords&metadataPrefix=mods&from=2026-11-24T10%3A00%3A01Z"))
        .isEqualTo(
            new OaiRequest.ListRecords(
                new Begin("mods", Instant.parse("2026-11-24T10:00:01Z"), null, null)));
  }

  @Test
  void argumentsAreKeptForTheResponse() {
    assertThat(OaiRequestDecoder.decode("verb=GetRecord&identifier=a+b&metadataPrefix=%C3%A6"))
        .isInstanceOf(OaiDecoded.Malformed.class);
    assertThat(OaiRequestDecoder.decode("verb=ListMetadataFormats&identifier=a+b"))
        .extracting(d -> ((OaiDecoded.Request) d).arguments())
        .isEqualTo(Map.of("verb", "ListMetadataFormats", "identifier", "a b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&",
        "verb",
        "verb=",
        "verb=listRecords",
        "verb=Identify&verb=Identify",
        "verb=%C3%86",
        "metadataPrefix=oai_dc"
      })
  void verbThatIsNoneIsABadVerb(String arguments) {
    assertThat(errors(arguments)).containsExactly(Code.BAD_VERB);
  }

  @ParameterizedTest
  @CsvSource({
    "verb=Identify&set=a, 1",
    "verb=GetRecord, 2",
    "verb=GetRecord&identifier=x, 1",
    "verb=GetRecord&identifier=x&metadataPrefix=a b, 1",
    "verb=GetRecord&identifier=x&identifier=x&metadataPrefix=a, 1",
    "verb=ListSets&metadataPrefix=a, 1",
    "verb=ListRecords, 1",
    "verb=ListRecords&metadataPrefix=, 1",
    "verb=ListRecords&resumptionToken=x&metadataPrefix=a, 1",
    "verb=ListRecords&metadataPrefix=a&set=x::y, 1",
    "verb=ListRecords&metadataPrefix=a&set=æ, 1",
    "verb=ListRecords&metadataPrefix=a&from=2026, 1",
    "verb=ListRecords&metadataPrefix=a&from=2026-02-30, 1",
    "verb=ListRecords&metadataPrefix=a&from=2026-01-01T10:00Z, 1",
    "verb=ListRecords&metadataPrefix=a&from=2026-01-01T10:00:00+01:00, 1",
    "verb=ListRecords&metadataPrefix=a&from=2026-01-02&until=2026-01-01, 1",
    "verb=ListRecords&metadataPrefix=a&from=2026-01-01&until=2026-01-01T10:00:00Z, 1",
    "verb=ListRecords&metadataPrefix=%, 1"
  })
  void argumentThatIsMissingRepeatedForeignOrMalformedIsABadArgument(String arguments, int number) {
    assertThat(errors(arguments)).hasSize(number).containsOnly(Code.BAD_ARGUMENT);
  }

  @Test
  void argumentsHaveALimit() {
    assertThat(errors("verb=Identify&x=" + "x".repeat(OaiRequestDecoder.MAX_LENGTH)))
        .containsExactly(Code.BAD_ARGUMENT);
  }
}
