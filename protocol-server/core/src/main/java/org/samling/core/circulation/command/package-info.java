/** What can be asked of circulation. Each command has its key and says where it comes from. */
@NullMarked
package org.samling.core.circulation.command;

import org.jspecify.annotations.NullMarked;
