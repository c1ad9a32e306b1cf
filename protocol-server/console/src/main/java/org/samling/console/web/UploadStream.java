package org.samling.console.web;

import java.io.InputStream;

/**
 * An uploaded file, read while it arrives; nothing is buffered beyond what is read.
 *
 * @param name the name it has at the sender, without directories
 * @param in its bytes; reading throws {@link java.io.InterruptedIOException} after a time-out, and
 *     another {@link java.io.IOException} if the upload is cut off
 */
public record UploadStream(String name, InputStream in) {}
