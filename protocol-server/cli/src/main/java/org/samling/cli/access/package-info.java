/** Access: staff, tokens, machines and their SIP2 accounts. */
@NullMarked
package org.samling.cli.access;

import org.jspecify.annotations.NullMarked;
