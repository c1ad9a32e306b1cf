package org.samling.operations.accounts;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.operations.accounts.Sip2Imports.Fate;
import org.samling.operations.accounts.Sip2Imports.ImportedKey;
import org.samling.sip2.xml.KohaSipConfig.Element;

/** What Koha's SIPconfig.xml says of the server, as a line of Samling's configuration. */
final class KohaServer {

  /** {@code 6001/tcp}, {@code 127.0.0.1:6001/tcp/IPv4}, {@code [::1]:6001/tcp}. */
  private static final Pattern PORT =
      Pattern.compile(
          "(?:\\[?([0-9A-Za-z.:*-]+?)\\]?:)?([0-9]{1,5})(?:/tcp(?:/(?:IPv[46]|[46*]))?)?",
          Pattern.CASE_INSENSITIVE);

  private static final String LOOPBACK = "127.0.0.1";

  private final List<String> listeners = new ArrayList<>();
  private final List<ImportedKey> keys = new ArrayList<>();
  private final Element file;

  KohaServer(Element file) {
    this.file = file;
    file.within("listeners", "service").forEach(this::service);
    file.children().stream()
        .map(Element::name)
        .filter(name -> !List.of("listeners", "accounts", "institutions").contains(name))
        .distinct()
        .forEach(name -> {
          var reason = KohaKeys.ofFile(name);
          keys.add(new ImportedKey("the file", name, reason.fate(), reason.why()));
        });
  }

  /** What became of its keys. */
  List<ImportedKey> keys() {
    return List.copyOf(keys);
  }

  private void service(Element service) {
    var at = "service " + service.attribute("port").orElse("without a port");
    var port = PORT.matcher(service.attribute("port").orElse(""));
    var transport = service.attribute("transport").orElse("");
    if (!transport.equalsIgnoreCase("RAW") || !port.matches()) {
      keys.add(
          new ImportedKey(
              at,
              "transport",
              Fate.NOT_TAKEN,
              "only RAW is spoken: machines that log in to a telnet prompt send 93 instead"));
      return;
    }
    var host = port.group(1) == null || port.group(1).equals("*") ? "0.0.0.0" : port.group(1);
    var isHere = host.equals(LOOPBACK) || host.equals("::1");
    listeners.add(
        "{host: \"%s\", port: %s%s}"
            .formatted(host, port.group(2), isHere ? "" : ", plain: accepted"));
    keys.add(
        new ImportedKey(
            at,
            "port",
            Fate.ELSEWHERE,
            isHere
                ? "sip2.listeners of the configuration"
                : "sip2.listeners of the configuration: name the machines' networks in allow"));
  }

  /** The line, or null where the file has no listener. */
  @Nullable String configuration() {
    if (listeners.isEmpty()) {
      return null;
    }
    var keysOfSip2 = new ArrayList<String>();
    seconds("timeout").ifPresent(s -> keysOfSip2.add("login-timeout: %ds".formatted(s)));
    seconds("client_timeout").ifPresent(s -> keysOfSip2.add("idle-timeout: %ds".formatted(s)));
    keysOfSip2.add("listeners: [%s]".formatted(String.join(", ", listeners)));
    return "sip2: {%s}".formatted(String.join(", ", keysOfSip2));
  }

  /** The longest of the services: here one number holds for all. */
  private OptionalInt seconds(String key) {
    return file.within("listeners", "service")
        .flatMap(service -> service.attribute(key).stream())
        .filter(value -> value.matches("[0-9]{1,6}"))
        .mapToInt(Integer::parseInt)
        .filter(seconds -> seconds > 0)
        .max();
  }
}
