package org.samling.library.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.samling.library.network.ThisMachine;

/** Reads the settings for staff sign-in, with the checks that a schema can't express. */
final class OidcReader {

  private static final String AT = "/http/oidc/";

  private final ConfigurationReader reader;

  OidcReader(ConfigurationReader reader) {
    this.reader = reader;
  }

  /** The part of the file as it is written. */
  record Written(
      String issuer,
      String clientId,
      @Nullable String clientSecret,
      @Nullable String clientSecretFile,
      String address,
      String claim,
      String label,
      boolean passwords) {}

  @Nullable OidcSettings oidc(@Nullable Written written) {
    if (written == null) {
      return null;
    }
    var secret =
        reader.secret(AT, "client-secret", written.clientSecret(), written.clientSecretFile());
    var issuer = encrypted("issuer", written.issuer(), "https://login.example.org/library");
    var address = encrypted("address", written.address(), "https://samling.example.org");
    if (issuer == null || address == null) {
      return null;
    }
    if (!address.getPath().matches("/?")) {
      reader.report(AT + "address", "must have no path: the console is at its path /console");
    }
    return new OidcSettings(
        issuer,
        written.clientId(),
        secret,
        address,
        written.claim(),
        written.label(),
        written.passwords());
  }

  private @Nullable URI encrypted(String key, String written, String example) {
    var address = reader.address(AT + key, written, example);
    if (address != null
        && "http".equals(address.getScheme())
        && !ThisMachine.is(address.getHost())) {
      reader.report(AT + key, "must be https: whoever listens could sign in as somebody else");
    }
    return address;
  }
}
