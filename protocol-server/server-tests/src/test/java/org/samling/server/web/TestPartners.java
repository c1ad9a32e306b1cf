package org.samling.server.web;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.samling.core.ill.IllPartner;
import org.samling.core.ill.IllPartner.Iso18626;
import org.samling.core.ill.IllPartner.Login;
import org.samling.core.ill.IllPartner.Ncip;
import org.samling.core.ill.IllPartner.Password;
import org.samling.core.ill.IllPartner.Protocol;
import org.samling.core.ill.IllPartner.ReplyAddresses;
import org.samling.core.organisation.Secret;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** Partners of interlibrary loan on this machine, each another test's tenant north. */
public final class TestPartners {

  /** What the configuration of a server says that writes to them. */
  public static final String SETTINGS = "ill: {send-every: 1s, internal-addresses: true}";

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private TestPartners() {}

  /** One that speaks ISO 18626. */
  public static IllPartner iso18626(String library, int port) {
    return of(library, new Iso18626(), address(port, "iso18626"), login());
  }

  /** One that speaks NCIP. */
  static IllPartner ncip(String library, int port, Ncip.Version version, Login login) {
    return of(
        library,
        new Ncip(version, null, null, null, Duration.ofSeconds(1)),
        address(port, "ncip"),
        login);
  }

  /** The account by which other libraries log in. */
  static Login login() {
    return new Password("north-ncip", new Secret("secret"));
  }

  private static URI address(int port, String protocol) {
    return URI.create("http://127.0.0.1:%d/%s/north".formatted(port, protocol));
  }

  private static IllPartner of(String library, Protocol protocol, URI address, Login login) {
    return new IllPartner(
        library, "", protocol, address, login, TIMEOUT, ReplyAddresses.NONE, true);
  }

  /** A server before a library, which writes to a partner. */
  public static TestServer serve(TestLibrary library, IllPartner partner) {
    library.store.illPartners().put(library.north, List.of(partner));
    return TestServer.before(library, SETTINGS);
  }
}
