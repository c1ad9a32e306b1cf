package org.samling.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.server.config.Configuration.IllLogin;
import org.samling.server.config.Configuration.IllPartner;

/**
 * Makes partners of what the file says of interlibrary loan, with the checks no schema can make.
 */
final class IllReader {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final ConfigurationReader reader;

  /** What the file says under "ill". */
  record Written(int messageLimit, List<WrittenPartner> partners) {}

  record WrittenPartner(
      String tenant,
      String library,
      String address,
      @Nullable String user,
      @Nullable String password,
      @Nullable String passwordFile,
      String timeout) {}

  /**
   * Makes the reader.
   *
   * @param reader reads secrets, and is told of problems
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
            at + "/library", "is a partner of this tenant already; remove one of the two");
      }
      var address = address(at, partner);
      if (address != null) {
        partners.add(
            new IllPartner(
                partner.tenant(),
                partner.library(),
                address,
                login(at, partner),
                timeout(at, partner)));
      }
    }
    return new Configuration.Ill(written.messageLimit(), partners);
  }

  private @Nullable URI address(String at, WrittenPartner partner) {
    try {
      var address = new URI(partner.address());
      if (address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException _) {
      // told below
    }
    reader.report(at + "/address", "is no address such as https://library.example/iso18626");
    return null;
  }

  private Duration timeout(String at, WrittenPartner partner) {
    var timeout = reader.duration(at + "/timeout", partner.timeout());
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      reader.report(at + "/timeout", "must be 1s to 1m, not " + partner.timeout());
    }
    return timeout;
  }

  private @Nullable IllLogin login(String at, WrittenPartner partner) {
    var user = partner.user();
    if (user != null) {
      return new IllLogin(
          user, reader.secret(at + "/", "password", partner.password(), partner.passwordFile()));
    }
    if (partner.password() != null || partner.passwordFile() != null) {
      reader.report(at + "/user", "is missing; a password belongs to a user");
    }
    return null;
  }
}
