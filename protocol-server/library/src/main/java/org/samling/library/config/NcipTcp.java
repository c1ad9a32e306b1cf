package org.samling.library.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The listener for NCIP messages directly on TCP.
 *
 * @param tls whether it is encrypted, with the server's certificate
 * @param port the port; 0 takes any free one
 * @param host the address to listen on
 * @param loginTimeout how long a connection may take to send its first message
 * @param idleTimeout how long a connection may be silent
 * @param maxConnections how many connections there may be at once
 * @param messageLimitBeforeLogin the longest first message of a connection, in bytes
 * @param clients a file with the certificates of those who issue clients' certificates, or null
 *     where clients are not asked for any
 */
public record NcipTcp(
    boolean tls,
    int port,
    String host,
    Duration loginTimeout,
    Duration idleTimeout,
    int maxConnections,
    int messageLimitBeforeLogin,
    @Nullable Path clients) {}
