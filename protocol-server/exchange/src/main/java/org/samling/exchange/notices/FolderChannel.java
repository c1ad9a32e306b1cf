package org.samling.exchange.notices;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.samling.library.OutgoingFile;
import org.samling.library.config.NoticeSettings;
import org.samling.routes.notices.NoticeChannels.Delivery;
import org.samling.routes.notices.OutgoingNotice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a file for each message into a folder, atomically. Its name is the message's number, so a
 * message that is sent twice gives one file. Camel's own file component deletes a file before it
 * puts the new one in its place; a node killed in between would lose a message that another node
 * had delivered.
 */
final class FolderChannel implements Sender {

  private static final Logger LOG = LoggerFactory.getLogger(FolderChannel.class);

  private final NoticeSettings.Channel channel;
  private final NoticeSettings.Folder folder;

  FolderChannel(NoticeSettings.Channel channel, NoticeSettings.Folder folder) {
    this.channel = channel;
    this.folder = folder;
    try {
      OutgoingFile.deleteAbandoned(folder.path());
    } catch (IOException e) {
      LOG.warn("unfinished files could not be deleted from {}: {}", folder.path(), e.toString());
    }
  }

  @Override
  public Delivery send(OutgoingNotice message) throws IOException {
    OutgoingFile.write(folder.path(), message.id() + ".txt", out -> out.write(content(message)));
    return new Delivery.Accepted();
  }

  @Override
  public Delivery failed(Exception failure) {
    return new Delivery.Failed(
        "the file could not be written: " + failure.getClass().getSimpleName());
  }

  private String content(OutgoingNotice message) {
    var lines = new StringBuilder();
    line(lines, "Message", message.id());
    line(lines, "Tenant", message.tenant().code());
    line(lines, "Kind", message.kind().text());
    line(lines, "Channel", channel.name());
    line(lines, "To", message.address());
    line(lines, "Patron", message.patron());
    line(lines, "Language", message.language().text());
    line(lines, "Subject", message.text().subject());
    return lines.append('\n').append(message.text().body()).append('\n').toString();
  }

  private static void line(StringBuilder lines, String name, @Nullable Object value) {
    if (value != null) {
      lines.append(name).append(": ").append(value).append('\n');
    }
  }
}
