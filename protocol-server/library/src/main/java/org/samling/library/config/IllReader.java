package org.samling.library.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.library.config.IllPartner.ApiKey;
import org.samling.library.config.IllPartner.ClientCredentials;
import org.samling.library.config.IllPartner.Iso18626;
import org.samling.library.config.IllPartner.Login;
import org.samling.library.config.IllPartner.Ncip;
import org.samling.library.config.IllPartner.NoLogin;
import org.samling.library.config.IllPartner.Password;
import org.samling.library.config.IllPartner.Protocol;
import org.samling.ncip.NcipCodec;
import org.samling.ncip.NcipVersion;
import org.samling.ncip.NcipVersion.Edition;

/** Reads the settings for interlibrary loan, with the checks that a schema can't express. */
final class IllReader {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** The version of NCIP 1 whose DOCTYPE every server knows. */
  private static final String VERSION_1 = "http://www.niso.org/ncip/v1_0/imp1/dtd/ncip_v1_0.dtd";

  private final ConfigurationReader reader;

  /** What the file says under "ill". */
  record Written(int messageLimit, String sendEvery, List<WrittenPartner> partners) {}

  record WrittenPartner(
      String tenant,
      String library,
      String protocol,
      String address,
      @Nullable String user,
      @Nullable String password,
      @Nullable String passwordFile,
      @Nullable WrittenKey apiKey,
      @Nullable WrittenToken token,
      WrittenNcip ncip,
      String timeout) {}

  record WrittenKey(String header, @Nullable String key, @Nullable String keyFile) {}

  record WrittenToken(
      String address,
      String client,
      @Nullable String secret,
      @Nullable String secretFile,
      @Nullable String scope) {}

  record WrittenNcip(
      String version,
      @Nullable String us,
      @Nullable String patron,
      @Nullable String agencySecret,
      @Nullable String agencySecretFile,
      String askEvery) {}

  /**
   * Makes the reader.
   *
   * @param reader reads secrets, and collects problems
   */
  IllReader(ConfigurationReader reader) {
    this.reader = reader;
  }

  Configuration.Ill ill(Written written) {
    var partners = new ArrayList<IllPartner>();
    var seen = new HashSet<String>();
    for (var i = 0; i < written.partners().size(); i++) {
      var at = "/ill/partners/" + i;
      var partner = written.partners().get(i);
      if (!seen.add(partner.tenant() + " " + partner.library())) {
        reader.report(
            at + "/library", "is already a partner of this tenant; remove one of the two");
      }
      var address =
          reader.address(at + "/address", partner.address(), "https://library.example/iso18626");
      var login = login(at, partner);
      if (address != null && login != null) {
        partners.add(
            new IllPartner(
                partner.tenant(),
                partner.library(),
                protocol(at, partner),
                address,
                login,
                timeout(at, partner)));
      }
    }
    return new Configuration.Ill(written.messageLimit(), sendEvery(written), partners);
  }

  private Duration sendEvery(Written written) {
    var every = reader.duration("/ill/send-every", written.sendEvery());
    if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
      reader.report("/ill/send-every", "must be 1s to 1m, not " + written.sendEvery());
    }
    return every;
  }

  private Duration timeout(String at, WrittenPartner partner) {
    var timeout = reader.duration(at + "/timeout", partner.timeout());
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      reader.report(at + "/timeout", "must be 1s to 1m, not " + partner.timeout());
    }
    return timeout;
  }

  private Protocol protocol(String at, WrittenPartner partner) {
    var settings = partner.ncip();
    if (!partner.protocol().equals("ncip")) {
      if (reader.says(at + "/ncip")) {
        reader.report(at + "/ncip", "needs \"protocol: ncip\"; add that or remove this");
      }
      return new Iso18626();
    }
    var askEvery = reader.duration(at + "/ncip/ask-every", settings.askEvery());
    if (askEvery.compareTo(SHORTEST) < 0) {
      reader.report(at + "/ncip/ask-every", "must be at least 1s, not " + settings.askEvery());
    }
    return new Ncip(
        version(settings.version()),
        settings.us(),
        settings.patron(),
        settings.agencySecret() == null && settings.agencySecretFile() == null
            ? null
            : reader.secret(
                at + "/ncip/",
                "agency-secret",
                settings.agencySecret(),
                settings.agencySecretFile()),
        askEvery);
  }

  /** The schema lets no other version through. */
  private static NcipVersion version(String written) {
    return written.equals("1.0")
        ? new NcipVersion(VERSION_1, Edition.ONE, null, true)
        : NcipVersion.of(NcipCodec.VERSION);
  }

  /** How this server logs in; null if that is unclear, which is then reported. */
  private @Nullable Login login(String at, WrittenPartner partner) {
    var user = partner.user();
    var key = partner.apiKey();
    var token = partner.token();
    if (Stream.of(user, key, token).filter(Objects::nonNull).count() > 1) {
      reader.report(at, "has more than one of \"user\", \"api-key\" and \"token\"; keep one");
    }
    if (user == null && (partner.password() != null || partner.passwordFile() != null)) {
      reader.report(at + "/user", "is missing; a password needs a user");
    }
    if (user != null) {
      return new Password(
          user, reader.secret(at + "/", "password", partner.password(), partner.passwordFile()));
    }
    if (key != null) {
      return new ApiKey(
          key.header(), reader.secret(at + "/api-key/", "key", key.key(), key.keyFile()));
    }
    if (token != null) {
      var address =
          reader.address(at + "/token/address", token.address(), "https://login.example/token");
      var secret = reader.secret(at + "/token/", "secret", token.secret(), token.secretFile());
      return address == null
          ? null
          : new ClientCredentials(address, token.client(), secret, token.scope());
    }
    return new NoLogin();
  }
}
