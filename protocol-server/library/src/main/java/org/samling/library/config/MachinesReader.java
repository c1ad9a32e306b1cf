package org.samling.library.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.library.network.AddressRange;
import org.samling.library.network.KnownCertificate;
import org.samling.library.network.KnownMachine;

/** Reads the settings for machines that are recognised without a login, and for networks. */
final class MachinesReader {

  private final ConfigurationReader reader;

  /** What the file says of a machine. */
  record Written(String account, List<String> from, @Nullable String certificate) {}

  /**
   * Makes the reader.
   *
   * @param reader collects problems
   */
  MachinesReader(ConfigurationReader reader) {
    this.reader = reader;
  }

  /**
   * The machines.
   *
   * @param at their position in the file
   * @param whyNoCertificate why machines never show a certificate here, or null if they do
   */
  List<KnownMachine> machines(String at, List<Written> written, @Nullable String whyNoCertificate) {
    var machines = new ArrayList<KnownMachine>();
    for (var i = 0; i < written.size(); i++) {
      var here = at + "/" + i;
      var machine = written.get(i);
      var certificate = machine.certificate();
      if (machine.from().isEmpty() && certificate == null) {
        reader.report(
            here + "/account", "can't be recognised; add \"from\" or \"certificate\" to it");
      }
      if (certificate != null && whyNoCertificate != null) {
        reader.report(here + "/certificate", whyNoCertificate);
      }
      machines.add(
          new KnownMachine(
              machine.account(),
              networks(here + "/from", machine.from()),
              certificate == null
                  ? null
                  : parsed(here + "/certificate", certificate, KnownCertificate::parse)));
    }
    return machines;
  }

  /** The networks; text that is not a network is reported. */
  List<AddressRange> networks(String at, List<String> written) {
    var networks = new ArrayList<AddressRange>();
    for (var i = 0; i < written.size(); i++) {
      var network = parsed(at + "/" + i, written.get(i), AddressRange::parse);
      if (network != null) {
        networks.add(network);
      }
    }
    return networks;
  }

  private <T> @Nullable T parsed(String at, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      reader.report(at, String.valueOf(e.getMessage()));
      return null;
    }
  }
}
