package org.samling.library.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.library.config.BearerSettings.AtAddress;
import org.samling.library.config.BearerSettings.InFile;
import org.samling.library.config.BearerSettings.Keys;
import org.samling.library.config.Configuration.Ncip;
import org.samling.library.network.ThisMachine;

/** Reads the settings for NCIP, with the checks that a schema can't express. */
final class NcipReader {

  private static final Duration MOST_SKEW = Duration.ofMinutes(5);

  private final ConfigurationReader reader;

  /** What the file says under "ncip". */
  record Written(
      int messageLimit,
      String repetitionWindow,
      @Nullable WrittenTcp tcp,
      boolean credentialsInPath,
      List<MachinesReader.Written> machines,
      @Nullable WrittenTokens tokens) {}

  record WrittenTcp(
      boolean tls,
      int port,
      String host,
      PlainListeners.Plain plain,
      String loginTimeout,
      String idleTimeout,
      int maxConnections,
      int messageLimitBeforeLogin,
      @Nullable String clientAuthorities) {}

  record WrittenTokens(
      String issuer,
      String audience,
      @Nullable String keys,
      @Nullable String keysFile,
      String claim,
      List<WrittenName> accounts,
      String clockSkew) {}

  record WrittenName(String name, String account) {}

  /**
   * Makes the reader.
   *
   * @param reader reads files, and collects problems
   */
  NcipReader(ConfigurationReader reader) {
    this.reader = reader;
  }

  Ncip ncip(Written written) {
    var tokens = written.tokens();
    return new Ncip(
        written.messageLimit(),
        reader.duration("/ncip/repetition-window", written.repetitionWindow()),
        tcp(written.tcp()),
        written.credentialsInPath(),
        new MachinesReader(reader).machines("/ncip/machines", written.machines(), null),
        tokens == null ? null : tokens(tokens));
  }

  private @Nullable NcipTcp tcp(@Nullable WrittenTcp written) {
    if (written == null) {
      return null;
    }
    var authorities = written.clientAuthorities();
    if (authorities != null && !written.tls()) {
      reader.report("/ncip/tcp/client-authorities", "needs \"tls: true\"; add it or remove this");
    }
    return new NcipTcp(
        written.tls(),
        written.port(),
        written.host(),
        reader.duration("/ncip/tcp/login-timeout", written.loginTimeout()),
        reader.duration("/ncip/tcp/idle-timeout", written.idleTimeout()),
        written.maxConnections(),
        written.messageLimitBeforeLogin(),
        authorities == null ? null : reader.file("/ncip/tcp/client-authorities", authorities));
  }

  private @Nullable BearerSettings tokens(WrittenTokens written) {
    var keys = keys(written);
    var skew = reader.duration("/ncip/tokens/clock-skew", written.clockSkew());
    if (skew.compareTo(MOST_SKEW) > 0) {
      reader.report("/ncip/tokens/clock-skew", "must be at most 5m, not " + written.clockSkew());
    }
    var accounts = new HashMap<String, String>();
    for (var i = 0; i < written.accounts().size(); i++) {
      var name = written.accounts().get(i);
      if (accounts.put(name.name(), name.account()) != null) {
        reader.report("/ncip/tokens/accounts/" + i, "is already listed; remove one of the two");
      }
    }
    return keys == null
        ? null
        : new BearerSettings(
            written.issuer(), written.audience(), keys, written.claim(), accounts, skew);
  }

  private @Nullable Keys keys(WrittenTokens written) {
    var address = written.keys();
    var file = written.keysFile();
    if ((address == null) == (file == null)) {
      reader.report("/ncip/tokens/keys", "write either \"keys\" or \"keys-file\"");
      return null;
    }
    if (file != null) {
      return new InFile(reader.file("/ncip/tokens/keys-file", file));
    }
    var uri =
        reader.address("/ncip/tokens/keys", String.valueOf(address), "https://login.example/jwks");
    if (uri == null) {
      return null;
    }
    if (uri.getScheme().equals("http") && !ThisMachine.is(uri.getHost())) {
      reader.report(
          "/ncip/tokens/keys", "must be https: whoever can change the keys can make tokens");
    }
    return new AtAddress(uri);
  }
}
