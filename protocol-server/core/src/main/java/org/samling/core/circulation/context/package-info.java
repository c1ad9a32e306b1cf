/**
 * What a batch of commands is decided on: all facts of it, as the decisions before have left them.
 */
@NullMarked
package org.samling.core.circulation.context;

import org.jspecify.annotations.NullMarked;
