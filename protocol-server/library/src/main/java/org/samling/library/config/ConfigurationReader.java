package org.samling.library.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.samling.core.login.LoginLimits;
import org.samling.core.login.PinLimits;
import org.samling.core.organisation.Secret;
import org.samling.library.config.Configuration.Index;
import org.samling.library.config.Configuration.OaiPmh;
import org.samling.library.config.Configuration.Sip2;
import org.samling.library.config.Configuration.Tls;
import org.samling.library.config.Configuration.Z3950;
import org.samling.library.yaml.Durations;
import org.samling.library.yaml.YamlDocument;
import org.samling.library.yaml.YamlException;
import org.samling.postgres.hashing.HashingLimits;
import org.samling.routes.sip2.Sip2Settings;

/** Makes a configuration from its file, with the checks that a schema can't express. */
final class ConfigurationReader {

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int LONGEST_SECRET = 1_000;

  private final YamlDocument document;
  private final Path directory;
  private final List<String> problems = new ArrayList<>();

  ConfigurationReader(YamlDocument document, Path directory) {
    this.document = document;
    this.directory = directory;
  }

  /** The file as it is written. */
  private record Written(
      StoreReader.Written store,
      String keys,
      WrittenIndex index,
      WrittenBackup backup,
      @Nullable WrittenTls tls,
      WrittenLogins logins,
      WrittenSip2 sip2,
      WrittenZ3950 z3950,
      NcipReader.Written ncip,
      IllReader.Written ill,
      NoticesReader.Written notices,
      OaiPmh oaiPmh,
      HttpReader.Written http,
      @JsonProperty("import") ImportsReader.Written imports,
      RemoteReader.Written remote,
      @Nullable WrittenRegistry registry,
      @Nullable WrittenRoutes routes,
      RestLimit rest,
      WrittenLog log,
      @Nullable WrittenTraces traces) {}

  private record WrittenBackup(List<String> recipients) {}

  private record WrittenLog(String format, String level) {}

  private record WrittenTraces(
      String endpoint,
      @Nullable String authorization,
      @Nullable String authorizationFile,
      int sample,
      String service) {}

  private record WrittenRegistry(String folder, int keepDays) {}

  private record WrittenRoutes(String directory, List<WrittenValue> values) {}

  private record WrittenValue(String name, @Nullable String secret, @Nullable String secretFile) {}

  private record WrittenTls(String certificate, String key) {}

  private record WrittenLogins(
      int perAddress,
      int perAccount,
      int perAccountOfAddress,
      PinLimits pins,
      String checkedEvery,
      WrittenHashing hashing) {}

  private record WrittenHashing(@Nullable Integer threads, int queue, String deadline) {}

  private record WrittenIndex(String directory, String searchTimeout, List<String> copyFrom) {}

  private record WrittenZ3950(
      boolean tls,
      int port,
      String host,
      PlainListeners.Plain plain,
      String initTimeout,
      String idleTimeout,
      int maxConnections,
      int apduLimit,
      int apduLimitBeforeInit,
      int resultSets) {}

  private record WrittenSip2(
      boolean tls,
      int port,
      String host,
      PlainListeners.Plain plain,
      String loginTimeout,
      String idleTimeout,
      int maxConnections,
      int frameLimit,
      int frameLimitBeforeLogin,
      String retransmissionWindow,
      String wireLog,
      String unknownMessages,
      String drain,
      Sip2Listener.Limits limits,
      @Nullable List<Sip2ListenerReader.Written> listeners) {}

  Configuration configuration() {
    var written = document.bind(Written.class);
    var tls = tls(written.tls());
    var configuration =
        new Configuration(
            new Configuration.Data(
                new StoreReader(this)
                    .store(
                        written.store(),
                        document.defaults("/store/embedded", StoreReader.WrittenEmbedded.class)),
                path("/keys", written.keys()),
                new Index(
                    path("/index/directory", written.index().directory()),
                    duration("/index/search-timeout", written.index().searchTimeout()),
                    copyFrom(written.index())),
                backupRecipients(written.backup())),
            tls,
            logins(written.logins()),
            new Configuration.Protocols(
                sip2(written.sip2(), tls),
                z3950(written.z3950()),
                new NcipReader(this).ncip(written.ncip()),
                new IllReader(this).ill(written.ill()),
                written.oaiPmh(),
                new HttpReader(this).http(written.http()),
                written.rest()),
            new NoticesReader(this).notices(written.notices()),
            new ImportsReader(this).imports(written.imports()),
            new RemoteReader(this).remote(written.remote()),
            registry(written.registry()),
            routes(written.routes()),
            new LogSettings(
                LogSettings.Format.valueOf(written.log().format().toUpperCase(Locale.ROOT)),
                LogSettings.Level.valueOf(written.log().level().toUpperCase(Locale.ROOT))),
            traces(written.traces()));
    if (written.tls() == null) {
      refuseWithoutTls("/sip2/tls", written.sip2().tls());
      refuseWithoutTls("/z3950/tls", written.z3950().tls());
      var ncip = written.ncip().tcp();
      refuseWithoutTls("/ncip/tcp/tls", ncip != null && ncip.tls());
      refuseWithoutTls("/http/tls", written.http().tls());
      var management = written.http().management();
      refuseWithoutTls("/http/management/tls", management != null && management.tls());
    }
    refusePlain(written);
    if (!problems.isEmpty()) {
      throw new YamlException(problems);
    }
    return configuration;
  }

  private void refuseWithoutTls(String pointer, boolean tls) {
    if (tls) {
      report(pointer, "needs a certificate; add \"tls\" with \"certificate\" and \"key\"");
    }
  }

  private void refusePlain(Written written) {
    var plain = new PlainListeners(this);
    var sip2 = written.sip2();
    var listeners = sip2.listeners();
    if (listeners == null) {
      plain.check("/sip2", sip2.host(), sip2.tls(), sip2.plain());
    } else {
      for (var i = 0; i < listeners.size(); i++) {
        var one = listeners.get(i);
        plain.check("/sip2/listeners/" + i, one.host(), one.tls(), one.plain());
      }
    }
    var z3950 = written.z3950();
    plain.check("/z3950", z3950.host(), z3950.tls(), z3950.plain());
    var ncip = written.ncip().tcp();
    if (ncip != null) {
      plain.check("/ncip/tcp", ncip.host(), ncip.tls(), ncip.plain());
    }
    var http = written.http();
    plain.check("/http", http.host(), http.tls(), http.plain());
  }

  /** Whether the files are there and can be used is for a backup to say, and for the check. */
  private List<Path> backupRecipients(WrittenBackup written) {
    var recipients = new ArrayList<Path>();
    for (var i = 0; i < written.recipients().size(); i++) {
      recipients.add(path("/backup/recipients/" + i, written.recipients().get(i)));
    }
    return List.copyOf(recipients);
  }

  private List<URI> copyFrom(WrittenIndex written) {
    var nodes = new ArrayList<URI>();
    for (var i = 0; i < written.copyFrom().size(); i++) {
      var node =
          address("/index/copy-from/" + i, written.copyFrom().get(i), "http://10.0.0.12:18080");
      if (node != null) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  private LoginSettings logins(WrittenLogins written) {
    var hashing = written.hashing();
    var threads = hashing.threads();
    return new LoginSettings(
        new LoginLimits(
            written.perAddress(),
            written.perAccount(),
            written.perAccountOfAddress(),
            written.pins()),
        duration("/logins/checked-every", written.checkedEvery()),
        new HashingLimits(
            threads == null ? HashingLimits.USUAL.threads() : threads,
            hashing.queue(),
            duration("/logins/hashing/deadline", hashing.deadline())));
  }

  private @Nullable TraceSettings traces(@Nullable WrittenTraces written) {
    if (written == null) {
      return null;
    }
    var endpoint =
        address("/traces/endpoint", written.endpoint(), "https://collector.example.org/v1/traces");
    var isLetIn = written.authorization() != null || written.authorizationFile() != null;
    var authorization =
        isLetIn
            ? secret(
                "/traces/", "authorization", written.authorization(), written.authorizationFile())
            : null;
    return endpoint == null
        ? null
        : new TraceSettings(endpoint, authorization, written.sample(), written.service());
  }

  private @Nullable RegistrySettings registry(@Nullable WrittenRegistry written) {
    return written == null
        ? null
        : new RegistrySettings(
            path("/registry/folder", written.folder()), Duration.ofDays(written.keepDays()));
  }

  private @Nullable RouteSettings routes(@Nullable WrittenRoutes written) {
    if (written == null) {
      return null;
    }
    var values = new HashMap<String, Secret>();
    for (var i = 0; i < written.values().size(); i++) {
      var at = "/routes/values/" + i + "/";
      var value = written.values().get(i);
      var secret = secret(at, "secret", value.secret(), value.secretFile());
      if (values.put(value.name(), secret) != null) {
        report(at + "name", "is already the name of another value; choose another");
      }
    }
    return new RouteSettings(path("/routes/directory", written.directory()), values);
  }

  private @Nullable Tls tls(@Nullable WrittenTls written) {
    return written == null
        ? null
        : new Tls(file("/tls/certificate", written.certificate()), file("/tls/key", written.key()));
  }

  /** Whether the file says something there. */
  boolean says(String pointer) {
    return document.says(pointer);
  }

  Path file(String pointer, String written) {
    var file = path(pointer, written);
    if (!Files.isReadable(file)) {
      report(pointer, "%s does not exist or can't be read".formatted(file));
    }
    return file;
  }

  private Sip2 sip2(WrittenSip2 written, @Nullable Tls tls) {
    var sip2 =
        new Sip2(
            written.tls(),
            written.port(),
            written.host(),
            new Sip2.Connections(
                duration("/sip2/login-timeout", written.loginTimeout()),
                duration("/sip2/idle-timeout", written.idleTimeout()),
                written.maxConnections(),
                written.frameLimit(),
                written.frameLimitBeforeLogin()),
            duration("/sip2/retransmission-window", written.retransmissionWindow()),
            path("/sip2/wire-log", written.wireLog()),
            // The schema lets no other word through.
            Sip2Settings.UnknownMessages.valueOf(
                written.unknownMessages().toUpperCase(Locale.ROOT).replace('-', '_')),
            duration("/sip2/drain", written.drain()),
            written.limits(),
            listeners(written, tls));
    if (sip2.connections().frameLimitBeforeLogin() > sip2.connections().frameLimit()) {
      report("/sip2/frame-limit-before-login", "must not be above frame-limit");
    }
    return sip2;
  }

  private List<Sip2Listener> listeners(WrittenSip2 written, @Nullable Tls tls) {
    var listeners = written.listeners();
    if (listeners == null) {
      return List.of();
    }
    for (var key : List.of("host", "port", "tls", "plain")) {
      if (document.says("/sip2/" + key)) {
        report("/sip2/" + key, "can't be used with \"listeners\"; set it for each of them");
      }
    }
    return new Sip2ListenerReader(this, tls, written.maxConnections(), written.limits())
        .listeners(listeners);
  }

  private Z3950 z3950(WrittenZ3950 written) {
    var z3950 =
        new Z3950(
            written.tls(),
            written.port(),
            written.host(),
            duration("/z3950/init-timeout", written.initTimeout()),
            duration("/z3950/idle-timeout", written.idleTimeout()),
            written.maxConnections(),
            written.apduLimit(),
            written.apduLimitBeforeInit(),
            written.resultSets());
    if (z3950.apduLimitBeforeInit() > z3950.apduLimit()) {
      report("/z3950/apdu-limit-before-init", "must not be above apdu-limit");
    }
    return z3950;
  }

  /** An address with a host. */
  @Nullable URI address(String pointer, String written, String example) {
    try {
      var address = new URI(written);
      if (address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException _) {
      // reported below
    }
    report(pointer, "is not an address such as " + example);
    return null;
  }

  /** The secret that is the value of a key, or the content of the file that another key names. */
  Secret secret(String at, String key, @Nullable String value, @Nullable String file) {
    var pointer = at + key;
    if (value != null && file != null) {
      report(pointer, "can't be used with \"%s-file\"; keep one of the two".formatted(key));
    } else if (value != null) {
      return new Secret(value);
    } else if (file != null) {
      return secretIn(pointer + "-file", file);
    } else {
      report(pointer, "is missing; write \"%1$s\" or \"%1$s-file\"".formatted(key));
    }
    return new Secret("");
  }

  private Secret secretIn(String pointer, String file) {
    var path = path(pointer, file);
    try {
      if (Files.size(path) > LONGEST_SECRET) {
        report(
            pointer,
            "the file %s is longer than %d bytes; it must contain only the password"
                .formatted(path, LONGEST_SECRET));
        return new Secret("");
      }
      var text = Files.readString(path).strip();
      if (text.isEmpty()) {
        report(pointer, "the file %s is empty; write the password into it".formatted(path));
      }
      return new Secret(text);
    } catch (CharacterCodingException _) {
      report(pointer, "the file %s is not in UTF-8; save it as UTF-8".formatted(path));
    } catch (IOException e) {
      report(pointer, "the file can't be read: " + e);
    }
    return new Secret("");
  }

  Path path(String pointer, String text) {
    try {
      return directory.resolve(text).normalize();
    } catch (InvalidPathException _) {
      report(pointer, "must be the path of a file");
      return directory;
    }
  }

  Duration duration(String pointer, String text) {
    var duration = Durations.parse(text);
    if (duration.compareTo(LONGEST) > 0) {
      report(pointer, "must be at most 24h, not " + text);
    }
    return duration;
  }

  void report(String pointer, String message) {
    problems.add(document.problem(pointer, message));
  }
}
