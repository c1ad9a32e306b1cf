/**
 * Notices on their way to patrons: which events cause one and when, in which message, in which
 * words, and through which channel.
 */
@NullMarked
package org.samling.routes.notices;

import org.jspecify.annotations.NullMarked;
