package org.samling.library.checkup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.library.LibraryDatabase;
import org.samling.library.config.Configuration;
import org.samling.library.config.NoticeSettings;
import org.samling.library.yaml.YamlDocument;
import org.samling.postgres.backup.BackupException;
import org.samling.postgres.backup.BackupRecipients;

/**
 * Checks that everything that a configuration refers to exists and fits. That it follows its schema
 * and that its files can be read was already checked when it was read.
 */
public final class ConfigurationCheck {

  private final YamlDocument document;
  private final Configuration configuration;
  private final List<Finding> findings = new ArrayList<>();

  /** Of a configuration and its file. */
  public ConfigurationCheck(Configuration.Written written) {
    this.document = written.document();
    this.configuration = written.configuration();
  }

  /** Looks at everything. */
  public List<Finding> findings() {
    certificates();
    ports();
    directories();
    database();
    return List.copyOf(findings);
  }

  private void certificates() {
    var tls = configuration.tls();
    if (tls != null) {
      findings.add(Certificates.look(place("/tls/certificate"), tls.certificate(), tls.key()));
    }
    authorities("/http/client-authorities", configuration.http().clients());
    var tcp = configuration.ncip().tcp();
    authorities("/ncip/tcp/client-authorities", tcp == null ? null : tcp.clients());
    var listeners = configuration.sip2().listeners();
    for (var i = 0; i < listeners.size(); i++) {
      var at = "/sip2/listeners/" + i;
      var encryption = listeners.get(i).tls();
      if (encryption == null) {
        continue;
      }
      var own = encryption.certificate();
      if (!own.equals(tls)) {
        findings.add(Certificates.look(place(at + "/certificate"), own.certificate(), own.key()));
      }
      authorities(at + "/client-authorities", encryption.authorities());
      for (var n = 0; n < encryption.serverNames().size(); n++) {
        var named = encryption.serverNames().get(n).certificate();
        if (named != null) {
          findings.add(
              Certificates.look(
                  place(at + "/server-names/" + n + "/certificate"),
                  named.certificate(),
                  named.key()));
        }
      }
    }
  }

  private void authorities(String pointer, @Nullable Path file) {
    if (file != null) {
      findings.add(Certificates.look(place(pointer), file));
    }
  }

  /** The addresses of the listeners, by the JSON pointers of their ports. */
  static Map<String, InetSocketAddress> listeners(Configuration configuration) {
    var all = new TreeMap<String, InetSocketAddress>();
    var sip2 = configuration.sip2();
    if (sip2.listeners().isEmpty()) {
      all.put("/sip2/port", new InetSocketAddress(sip2.host(), sip2.port()));
    }
    for (var i = 0; i < sip2.listeners().size(); i++) {
      var listener = sip2.listeners().get(i);
      all.put(
          "/sip2/listeners/%d/port".formatted(i),
          new InetSocketAddress(listener.host(), listener.port()));
    }
    var z3950 = configuration.z3950();
    all.put("/z3950/port", new InetSocketAddress(z3950.host(), z3950.port()));
    var http = configuration.http();
    all.put("/http/port", new InetSocketAddress(http.host(), http.port()));
    var management = http.management();
    if (management != null) {
      all.put("/http/management/port", new InetSocketAddress(management.host(), management.port()));
    }
    var ncip = configuration.ncip().tcp();
    if (ncip != null) {
      all.put("/ncip/tcp/port", new InetSocketAddress(ncip.host(), ncip.port()));
    }
    if (configuration.store().database() instanceof Configuration.Embedded embedded) {
      all.put(
          "/store/embedded/port",
          new InetSocketAddress(InetAddress.getLoopbackAddress(), embedded.port()));
    }
    return all;
  }

  private void ports() {
    var taken = new HashMap<Integer, String>();
    listeners(configuration)
        .forEach((pointer, address) -> {
          if (address.getPort() == 0) {
            return;
          }
          var before = taken.putIfAbsent(address.getPort(), pointer);
          if (before != null) {
            findings.add(
                Finding.fail(
                    problem(
                        pointer,
                        "port %d is already that of %s"
                            .formatted(address.getPort(), document.position(before))),
                    "Give each its own port."));
          } else {
            findings.add(port(pointer, address));
          }
        });
  }

  private Finding port(String pointer, InetSocketAddress address) {
    if (address.isUnresolved()) {
      return Finding.fail(
          problem(pointer, "unknown address " + address.getHostString()),
          "Use an address of this machine, or 0.0.0.0 for all.");
    }
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
      return Finding.ok(problem(pointer, "port %d is free".formatted(address.getPort())));
    } catch (IOException e) {
      return Finding.warn(
          problem(
              pointer,
              "%s port %d can't be used: %s"
                  .formatted(address.getHostString(), address.getPort(), e.getMessage())),
          "That is all right if this server is already running. Otherwise find the program that uses it: ss -ltnp");
    }
  }

  private void directories() {
    if (configuration.store().database() instanceof Configuration.Embedded embedded) {
      writable("/store/embedded/directory", embedded.directory());
    }
    writable("/index/directory", configuration.index().directory());
    writable("/sip2/wire-log", configuration.sip2().wireLog());
    writable("/import/uploads", configuration.imports().uploads().directory());
    var folders = configuration.imports().folders();
    for (var i = 0; i < folders.size(); i++) {
      writable("/import/folders/%d/path".formatted(i), folders.get(i).path());
    }
    var registry = configuration.registry();
    if (registry != null) {
      writable("/registry/folder", registry.folder());
    }
    var channels = configuration.notices().channels();
    for (var i = 0; i < channels.size(); i++) {
      if (channels.get(i).way() instanceof NoticeSettings.Folder folder) {
        writable("/notices/channels/%d/folder".formatted(i), folder.path());
      }
    }
    keys();
    backupRecipients();
  }

  private void backupRecipients() {
    var files = configuration.backupRecipients();
    for (var i = 0; i < files.size(); i++) {
      var pointer = "/backup/recipients/" + i;
      try {
        var names = BackupRecipients.of(List.of(files.get(i))).names();
        findings.add(
            Finding.ok(problem(pointer, "backups can be read by " + String.join("; ", names))));
      } catch (BackupException e) {
        findings.add(
            Finding.fail(
                problem(pointer, String.valueOf(e.getMessage())),
                "Until then no backup can be made."));
      }
    }
  }

  private void writable(String pointer, Path directory) {
    var there = directory;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
      findings.add(
          Finding.fail(
              problem(
                  pointer,
                  "%s %s"
                      .formatted(
                          directory,
                          there != null && there.equals(directory)
                              ? "is not a writable directory"
                              : "does not exist and can't be created in " + there)),
              "Create it, and make the user that runs Samling its owner."));
    } else {
      findings.add(Finding.ok(problem(pointer, directory + " is writable")));
    }
  }

  private void keys() {
    var keys = configuration.keys();
    if (Files.exists(keys)) {
      findings.add(
          Files.isReadable(keys)
              ? Finding.ok(problem("/keys", keys + " is readable"))
              : Finding.fail(
                  problem("/keys", keys + " can't be read"),
                  "Make it readable by the user that runs Samling, and by nobody else."));
      return;
    }
    findings.add(
        Finding.warn(
            problem("/keys", keys + " does not exist"),
            "The first start creates it. If the library already exists, restore your copy of its keys: with other keys no PIN can be checked."));
  }

  /**
   * Checks that the database takes the passwords, and that it has the tenants and accounts that the
   * file names. The embedded one, which the server starts, need not run.
   */
  private void database() {
    var tenants = new TreeMap<String, String>();
    var accounts = new TreeMap<String, String>();
    collect(tenants, accounts);
    try (var database = LibraryDatabase.checkup(configuration)) {
      var facts = database.facts();
      findings.add(DatabaseServersCheck.version(facts));
      if (!facts.hasLibrary()) {
        findings.add(
            Finding.warn(
                "the database has no tables yet",
                "The first start, or samling migrate, creates them."));
        return;
      }
      findings.addAll(DatabaseServersCheck.findings(configuration, database));
      LibraryDatabase.schema(configuration); // throws where the owner's password is wrong
      var known = database.tenants();
      tenants.forEach((pointer, code) -> name(pointer, "tenant", code, known.containsKey(code)));
      if (DatabaseServersCheck.claims(database, findings)) {
        accounts.forEach(
            (pointer, name) -> name(pointer, "account", name, database.hasAccount(name)));
      }
    } catch (StoreException e) {
      findings.add(
          Finding.fail(
              problem("/store", String.valueOf(e.getMessage())),
              "Correct the address, the role or its password, or start the database."));
    } catch (IllegalStateException e) {
      findings.add(
          Finding.warn(
              "the tenants and accounts named in the file can't be checked in the database: "
                  + e.getMessage(),
              "Check again when it is running."));
    }
  }

  private void name(String pointer, String what, String name, boolean known) {
    findings.add(
        known
            ? Finding.ok(problem(pointer, "there is a %s %s".formatted(what, name)))
            : Finding.fail(
                problem(pointer, "there is no %s %s".formatted(what, name)),
                "Correct the name, or create the %s.".formatted(what)));
  }

  private void collect(Map<String, String> tenants, Map<String, String> accounts) {
    var sip2 = configuration.sip2().listeners();
    for (var i = 0; i < sip2.size(); i++) {
      var at = "/sip2/listeners/" + i;
      var listener = sip2.get(i);
      put(tenants, at + "/tenant", listener.tenant());
      put(accounts, at + "/account", listener.account());
      for (var m = 0; m < listener.machines().size(); m++) {
        put(accounts, at + "/machines/" + m + "/account", listener.machines().get(m).account());
      }
      var encryption = listener.tls();
      if (encryption != null) {
        for (var n = 0; n < encryption.serverNames().size(); n++) {
          var named = encryption.serverNames().get(n);
          put(tenants, at + "/server-names/" + n + "/tenant", named.tenant());
          put(accounts, at + "/server-names/" + n + "/account", named.account());
        }
      }
    }
    var machines = configuration.ncip().machines();
    for (var i = 0; i < machines.size(); i++) {
      put(accounts, "/ncip/machines/" + i + "/account", machines.get(i).account());
    }
    var channels = configuration.notices().channels();
    for (var i = 0; i < channels.size(); i++) {
      put(tenants, "/notices/channels/" + i + "/tenant", channels.get(i).tenant());
    }
    var folders = configuration.imports().folders();
    for (var i = 0; i < folders.size(); i++) {
      put(tenants, "/import/folders/" + i + "/tenant", folders.get(i).tenant());
    }
  }

  private static void put(Map<String, String> names, String pointer, @Nullable String name) {
    if (name != null) {
      names.put(pointer, name);
    }
  }

  private String place(String pointer) {
    return document.position(pointer);
  }

  private String problem(String pointer, String message) {
    return document.problem(pointer, message);
  }
}
