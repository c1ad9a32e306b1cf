package org.samling.library.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.rota.HoldingsLookUp;
import org.samling.core.ill.rota.HoldingsLookUp.LendingCatalogue;
import org.samling.zoom.RemoteHoldings.LendingTarget;
import org.samling.zoom.ZoomTarget;
import org.samling.zoom.ZoomTarget.Login;

/** Reads the settings for other libraries' catalogues, with checks that a schema can't express. */
final class RemoteReader {

  private final ConfigurationReader reader;

  /** What the file says under "remote". */
  record Written(List<WrittenTarget> targets, List<WrittenDatabase> databases) {}

  record WrittenTarget(
      String name,
      String address,
      @Nullable String user,
      @Nullable String group,
      @Nullable String password,
      @Nullable String passwordFile,
      String syntax,
      String elementSet,
      String charset,
      String timeout,
      String source,
      @Nullable String library,
      @Nullable Integer distance,
      @Nullable Integer cost) {}

  record WrittenDatabase(String name, List<String> targets) {}

  /**
   * Makes the reader.
   *
   * @param reader reads secrets, and collects problems
   */
  RemoteReader(ConfigurationReader reader) {
    this.reader = reader;
  }

  Configuration.Remote remote(Written written) {
    var targets = new LinkedHashMap<String, ZoomTarget>();
    var lending = new ArrayList<LendingTarget>();
    for (var i = 0; i < written.targets().size(); i++) {
      var at = "/remote/targets/" + i;
      var target = target(at, written.targets().get(i));
      if (target != null && targets.put(target.name(), target) != null) {
        reader.report(at + "/name", "is already the name of another target; choose another");
      }
      if (target != null) {
        lending(at, written.targets().get(i))
            .map(catalogue -> new LendingTarget(target, catalogue))
            .ifPresent(lending::add);
      }
    }
    if (lending.size() > HoldingsLookUp.MOST_CATALOGUES) {
      reader.report(
          "/remote/targets",
          "has %d targets of lending libraries; %d are allowed"
              .formatted(lending.size(), HoldingsLookUp.MOST_CATALOGUES));
    }
    return new Configuration.Remote(
        List.copyOf(targets.values()), lending, databases(written.databases(), targets));
  }

  /** The lending library whose catalogue a target is, if it is one. */
  private Optional<LendingCatalogue> lending(String at, WrittenTarget written) {
    var library = written.library();
    if (library == null && (written.distance() != null || written.cost() != null)) {
      reader.report(at + "/library", "is missing; a distance or a cost is that of a library");
    }
    return Optional.ofNullable(library)
        .map(symbol ->
            new LendingCatalogue(
                written.name(),
                symbol,
                written.distance(),
                written.cost() == null ? null : written.cost().longValue()));
  }

  private @Nullable ZoomTarget target(String at, WrittenTarget written) {
    try {
      return new ZoomTarget(
          written.name(),
          written.address(),
          login(at, written),
          written.syntax(),
          written.elementSet(),
          written.charset(),
          timeout(at, written),
          written.source());
    } catch (IllegalArgumentException e) {
      reader.report(at, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private Duration timeout(String at, WrittenTarget written) {
    return reader.duration(at + "/timeout", written.timeout());
  }

  private @Nullable Login login(String at, WrittenTarget written) {
    var user = written.user();
    if (user != null) {
      return new Login(
          user,
          written.group(),
          reader.secret(at + "/", "password", written.password(), written.passwordFile()));
    }
    if (written.group() != null || written.password() != null || written.passwordFile() != null) {
      reader.report(at + "/user", "is missing; a group or a password needs a user");
    }
    return null;
  }

  private Map<String, List<ZoomTarget>> databases(
      List<WrittenDatabase> written, Map<String, ZoomTarget> targets) {
    var databases = new LinkedHashMap<String, List<ZoomTarget>>();
    for (var i = 0; i < written.size(); i++) {
      var at = "/remote/databases/" + i;
      var database = written.get(i);
      var name = database.name().toLowerCase(Locale.ROOT);
      if (databases.put(name, named(at, database.targets(), targets)) != null) {
        reader.report(at + "/name", "is already the name of another database; choose another");
      }
    }
    return databases;
  }

  private List<ZoomTarget> named(String at, List<String> names, Map<String, ZoomTarget> targets) {
    var named = new ArrayList<ZoomTarget>();
    var seen = new HashSet<String>();
    for (var i = 0; i < names.size(); i++) {
      var target = targets.get(names.get(i));
      if (target == null) {
        reader.report(
            at + "/targets/" + i,
            "is not the name of a target; there %s"
                .formatted(
                    targets.isEmpty()
                        ? "are none"
                        : "are: " + String.join(", ", targets.keySet())));
      } else if (seen.add(target.name())) {
        named.add(target);
      }
    }
    return named;
  }
}
