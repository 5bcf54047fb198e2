package org.tohost.ldap.push;

import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An LDAP server that takes every bind, answers searches as its script says, and nothing else.
final class ScriptedServer implements AutoCloseable {
    private final LDAPListener listener;

    /// What the server does when somebody searches.
    @FunctionalInterface
    interface Script {
        /// {@return how the search ends; null if it goes on}
        @Nullable ResultCode search(Question question) throws LDAPException;
    }

    /// One search: what is asked, and where answers go to.
    record Question(
            LDAPListenerClientConnection connection,
            int id,
            SearchRequestProtocolOp search,
            List<Control> controls) {
        /// {@return the request control with this OID, if it came along}
        @Nullable Control control(String oid) {
            return controls.stream().filter(c -> c.getOID().equals(oid)).findAny().orElse(null);
        }

        /// {@return whether it asks for this entry alone}
        boolean reads(String dn) {
            return search.getBaseDN().equals(dn) && search.getScope().intValue() == 0;
        }

        /// Answers with an entry, written as in LDIF.
        void entry(String ldif, Control... with) throws LDAPException {
            try {
                connection.sendSearchResultEntry(
                        id, new Entry(ldif.lines().toArray(String[]::new)), with);
            } catch (com.unboundid.ldif.LDIFException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private ScriptedServer(LDAPListener listener) {
        this.listener = listener;
    }

    static ScriptedServer start(Script script) throws Exception {
        var server = new LDAPListener(new LDAPListenerConfig(0, new Handler(script, null)));
        server.startListening();
        return new ScriptedServer(server);
    }

    int port() {
        return listener.getListenPort();
    }

    @Override
    public void close() {
        listener.shutDown(true);
    }

    private static final class Handler extends LDAPListenerRequestHandler {
        private final Script script;
        private final @Nullable LDAPListenerClientConnection connection;

        Handler(Script script, @Nullable LDAPListenerClientConnection connection) {
            this.script = script;
            this.connection = connection;
        }

        @Override
        public LDAPListenerRequestHandler newInstance(LDAPListenerClientConnection made) {
            return new Handler(script, made);
        }

        @Override
        public LDAPMessage processBindRequest(
                int id, BindRequestProtocolOp request, List<Control> controls) {
            return new LDAPMessage(id, new BindResponseProtocolOp(0, null, null, null, null));
        }

        @Override
        @SuppressWarnings("NullAway") // no answer is null for the library
        public LDAPMessage processSearchRequest(
                int id, SearchRequestProtocolOp request, List<Control> controls) {
            try {
                ResultCode end =
                        script.search(
                                new Question(connection, id, request, new ArrayList<>(controls)));
                return end == null
                        ? null
                        : new LDAPMessage(
                                id,
                                new SearchResultDoneProtocolOp(end.intValue(), null, null, null));
            } catch (LDAPException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public LDAPMessage processAddRequest(
                int id, AddRequestProtocolOp request, List<Control> controls) {
            throw new UnsupportedOperationException();
        }

        @Override
        public LDAPMessage processCompareRequest(
                int id, CompareRequestProtocolOp request, List<Control> controls) {
            throw new UnsupportedOperationException();
        }

        @Override
        public LDAPMessage processDeleteRequest(
                int id, DeleteRequestProtocolOp request, List<Control> controls) {
            throw new UnsupportedOperationException();
        }

        @Override
        public LDAPMessage processExtendedRequest(
                int id, ExtendedRequestProtocolOp request, List<Control> controls) {
            throw new UnsupportedOperationException();
        }

        @Override
        public LDAPMessage processModifyRequest(
                int id, ModifyRequestProtocolOp request, List<Control> controls) {
            throw new UnsupportedOperationException();
        }

        @Override
        public LDAPMessage processModifyDNRequest(
                int id, ModifyDNRequestProtocolOp request, List<Control> controls) {
            throw new UnsupportedOperationException();
        }
    }
}
