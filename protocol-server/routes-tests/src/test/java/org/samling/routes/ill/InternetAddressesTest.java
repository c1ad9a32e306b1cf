package org.samling.routes.ill;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.ill.IllPartner;
import org.samling.core.ill.IllPartner.Iso18626;
import org.samling.core.ill.IllPartner.NoLogin;
import org.samling.core.ill.IllPartner.ReplyAddresses;

/** Which addresses are called for a tenant. */
class InternetAddressesTest {

  private static final InternetAddresses PUBLIC = new InternetAddresses(false);
  private static final InternetAddresses ALL = new InternetAddresses(true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/ill",
        "https://2130706433/ill",
        "https://10.1.2.3/ill",
        "https://172.16.0.1/ill",
        "https://192.168.1.1/ill",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/ill",
        "https://0.0.0.0/ill",
        "https://[::1]/ill",
        "https://[fe80::1]/ill",
        "https://[fd00::1]/ill",
        "https://[::ffff:10.0.0.1]/ill",
        "https://[64:ff9b::a00:1]/ill",
        "http://ill.example.org/ill"
      })
  void privateAddressesAndHttpAreCalledOnlyWhereTheConfigurationAllowsThem(String address) {
    assertThat(PUBLIC.parse(address)).isEmpty();
    assertThat(ALL.parse(address)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://ill.example.org/ill",
        "https:///ill",
        "https://me:secret@ill.example.org/ill",
        "https://ill.example.org/ill#there",
        "https://ill.example.org/a b",
        "ill.example.org",
        ""
      })
  void whatIsNoPlainAddressOfHttpIsNeverCalled(String address) {
    assertThat(PUBLIC.parse(address)).isEmpty();
    assertThat(ALL.parse(address)).isEmpty();
  }

  @Test
  void nameThatLeadsToAPrivateAddressIsRefusedWhenItIsCalled() throws UnknownHostException {
    assertThat(PUBLIC.parse("https://localhost/ill")).isPresent();
    assertThat(PUBLIC.refusal("localhost"))
        .hasValueSatisfying(why -> assertThat(why).contains("private"));
    assertThat(ALL.refusal("localhost")).isEmpty();
  }

  private static IllPartner partner(ReplyAddresses replies) {
    return new IllPartner(
        "DK-710100",
        "",
        new Iso18626(),
        URI.create("https://ill.example.org/iso18626"),
        new NoLogin(),
        Duration.ofSeconds(5),
        replies,
        true);
  }

  @Test
  void answersGoToTheAddressInAMessageOnlyAtTheHostsOfAPartnerThatMayGiveOne() {
    var own = "https://ill.example.org/reply";
    var other = "https://other.example.org/reply";
    var row = "https://ill.example.org/iso18626";
    assertThat(partner(ReplyAddresses.NONE).answerAt(own, PUBLIC)).hasToString(row);
    var allowed = partner(new ReplyAddresses(true, List.of()));
    assertThat(allowed.answerAt(null, PUBLIC)).hasToString(row);
    assertThat(allowed.answerAt(own, PUBLIC)).hasToString(own);
    assertThat(allowed.answerAt(other, PUBLIC)).hasToString(row);
    assertThat(allowed.answerAt("http://ill.example.org/reply", PUBLIC)).hasToString(row);
    assertThat(
            partner(new ReplyAddresses(true, List.of("OTHER.example.org"))).answerAt(other, PUBLIC))
        .hasToString(other);
  }
}
