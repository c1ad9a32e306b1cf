package org.samling.library.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.NoticeForm;
import org.samling.library.config.NoticeSettings.Channel;
import org.samling.library.config.NoticeSettings.Folder;
import org.samling.library.config.NoticeSettings.Login;
import org.samling.library.config.NoticeSettings.Security;
import org.samling.library.config.NoticeSettings.Smtp;
import org.samling.library.config.NoticeSettings.Way;
import org.samling.library.config.NoticeSettings.Webhook;
import org.samling.routes.notices.NoticeChannels.Reach;

/** Reads the settings for notices, with the checks that a schema can't express. */
final class NoticesReader {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final ConfigurationReader reader;

  /** What the file says under "notices". */
  record Written(String lease, List<WrittenChannel> channels) {}

  record WrittenChannel(
      String name,
      String type,
      @Nullable String tenant,
      @Nullable String to,
      String form,
      int connections,
      String timeout,
      @Nullable String host,
      @Nullable Integer port,
      @Nullable String security,
      @Nullable String user,
      @Nullable String password,
      @Nullable String passwordFile,
      @Nullable String from,
      @Nullable String folder,
      @Nullable String address,
      @Nullable String secret,
      @Nullable String secretFile,
      @Nullable String authorities) {}

  /**
   * Makes the reader.
   *
   * @param reader reads secrets, and collects problems
   */
  NoticesReader(ConfigurationReader reader) {
    this.reader = reader;
  }

  NoticeSettings notices(Written written) {
    var lease = reader.duration("/notices/lease", written.lease());
    var channels = new ArrayList<Channel>();
    var seen = new HashSet<String>();
    for (var i = 0; i < written.channels().size(); i++) {
      var at = "/notices/channels/" + i;
      var channel = written.channels().get(i);
      if (!seen.add(Objects.toString(channel.tenant(), "") + " " + channel.name())) {
        reader.report(at + "/name", "is already the name of another channel; choose another");
      }
      var timeout = reader.duration(at + "/timeout", channel.timeout());
      if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
        reader.report(at + "/timeout", "must be 1s to 5m, not " + channel.timeout());
      }
      if (timeout.compareTo(lease) >= 0) {
        reader.report(
            at + "/timeout", "must be shorter than notices.lease, %s".formatted(written.lease()));
      }
      var way = way(at, channel);
      if (way != null) {
        channels.add(
            new Channel(
                channel.name(),
                channel.tenant(),
                reach(at, channel),
                // The schema lets no other word through.
                NoticeForm.valueOf(channel.form().toUpperCase(Locale.ROOT)),
                channel.connections(),
                timeout,
                way));
      }
    }
    return new NoticeSettings(lease, channels);
  }

  private Reach reach(String at, WrittenChannel channel) {
    var to = channel.to();
    if (channel.type().equals("smtp")) {
      if (to != null && !to.equals("email")) {
        reader.report(at + "/to", "must be email, or left out: the channel sends e-mail");
      }
      return Reach.EMAIL;
    }
    return to == null ? Reach.PATRON : Reach.valueOf(to.toUpperCase(Locale.ROOT));
  }

  private @Nullable Way way(String at, WrittenChannel channel) {
    return switch (channel.type()) {
      case "smtp" -> {
        refuse(at, "folder", channel.folder(), "file");
        refuse(at, "address", channel.address(), "webhook");
        refuse(at, "secret", channel.secret(), "webhook");
        refuse(at, "secret-file", channel.secretFile(), "webhook");
        yield smtp(at, channel);
      }
      case "file" -> {
        refuseMail(at, channel);
        refuse(at, "address", channel.address(), "webhook");
        refuse(at, "secret", channel.secret(), "webhook");
        refuse(at, "secret-file", channel.secretFile(), "webhook");
        yield folder(at, channel);
      }
      default -> {
        refuseMail(at, channel);
        refuse(at, "folder", channel.folder(), "file");
        yield webhook(at, channel);
      }
    };
  }

  private void refuseMail(String at, WrittenChannel channel) {
    refuse(at, "host", channel.host(), "smtp");
    refuse(at, "port", channel.port(), "smtp");
    refuse(at, "security", channel.security(), "smtp");
    refuse(at, "user", channel.user(), "smtp");
    refuse(at, "password", channel.password(), "smtp");
    refuse(at, "password-file", channel.passwordFile(), "smtp");
    refuse(at, "from", channel.from(), "smtp");
    refuse(at, "authorities", channel.authorities(), "smtp");
  }

  private void refuse(String at, String key, @Nullable Object value, String type) {
    if (value != null) {
      reader.report(at + "/" + key, "is only for channels of type %s; remove it".formatted(type));
    }
  }

  private @Nullable Way smtp(String at, WrittenChannel channel) {
    var host = needed(at, "host", channel.host(), "the host of the mail server");
    var from = needed(at, "from", channel.from(), "the address that mails come from");
    if (from != null && (from.indexOf('@') < 1 || from.chars().anyMatch(c -> c < ' '))) {
      reader.report(at + "/from", "is not an e-mail address");
    }
    var user = channel.user();
    var login =
        user == null
            ? null
            : new Login(
                user,
                reader.secret(at + "/", "password", channel.password(), channel.passwordFile()));
    if (user == null && (channel.password() != null || channel.passwordFile() != null)) {
      reader.report(at + "/user", "is missing; a password needs a user");
    }
    var security =
        Security.valueOf(Objects.toString(channel.security(), "starttls").toUpperCase(Locale.ROOT));
    var authorities = channel.authorities();
    if (authorities != null && security == Security.NONE) {
      reader.report(at + "/authorities", "needs encryption; remove it, or \"security: none\"");
    }
    var port = channel.port();
    return host == null || from == null
        ? null
        : new Smtp(
            host,
            port == null ? usualPort(security) : port,
            security,
            login,
            from,
            authorities == null ? null : reader.file(at + "/authorities", authorities));
  }

  private static int usualPort(Security security) {
    return switch (security) {
      case NONE -> 25;
      case STARTTLS -> 587;
      case TLS -> 465;
    };
  }

  private @Nullable Way folder(String at, WrittenChannel channel) {
    var folder = needed(at, "folder", channel.folder(), "where the files are put");
    if (folder == null) {
      return null;
    }
    var path = reader.path(at + "/folder", folder);
    if (path.toString().matches(".*[?#%].*")) {
      reader.report(at + "/folder", "must not contain ?, # or %");
    }
    return new Folder(path);
  }

  private @Nullable Way webhook(String at, WrittenChannel channel) {
    var secret = reader.secret(at + "/", "secret", channel.secret(), channel.secretFile());
    var address = needed(at, "address", channel.address(), "where messages are posted to");
    if (address == null) {
      return null;
    }
    var uri = reader.address(at + "/address", address, "https://sms.example.org/messages");
    return uri == null ? null : new Webhook(uri, secret);
  }

  private @Nullable String needed(String at, String key, @Nullable String value, String what) {
    if (value == null) {
      reader.report(at + "/" + key, "is missing; write " + what);
    }
    return value;
  }
}
