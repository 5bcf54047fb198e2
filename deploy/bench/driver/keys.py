"""Certificates for one run: the server's, and a cluster's with its authority (P-256)."""
import os
import subprocess

P256 = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]


def openssl(*args):
    subprocess.run(["openssl", *args], check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def make_server(folder, kind):
    """what clients see; kind is ec or rsa"""
    cert, key, both = (os.path.join(folder, n) for n in ("cert.pem", "key.pem", "both.pem"))
    openssl("req", "-x509", "-newkey", *(["rsa:2048"] if kind == "rsa" else P256), "-nodes", "-days", "30",
            "-subj", "/CN=proxy.example.test", "-keyout", key, "-out", cert)
    with open(both, "w") as f, open(cert) as c, open(key) as k:
        f.write(c.read() + k.read())
    return {"CERT": cert, "KEY": key, "PEM": both}


def make_cluster(folder, back_end, proxy):
    """an authority, a certificate for each of the two nodes, and their secret"""
    path = lambda name: os.path.join(folder, name)
    openssl("req", "-x509", "-newkey", *P256, "-nodes", "-days", "30", "-subj", "/CN=cluster", "-keyout", path("ca.key"),
            "-out", path("ca.crt"))
    for node, role in ((back_end, "backend"), (proxy, "proxy")):
        openssl("req", "-newkey", *P256, "-nodes", "-subj", f"/CN={node}", "-keyout", path(role + ".key"), "-out", path(role + ".csr"))
        with open(path(role + ".ext"), "w") as f:
            f.write(f"subjectAltName=DNS:{node},URI:urn:tohost:role:{role}\nextendedKeyUsage=serverAuth,clientAuth\n")
        openssl("x509", "-req", "-in", path(role + ".csr"), "-CA", path("ca.crt"), "-CAkey", path("ca.key"), "-CAcreateserial",
                "-days", "30", "-extfile", path(role + ".ext"), "-out", path(role + ".crt"))
    with open(path("secret"), "w") as f:
        f.write(os.urandom(32).hex() + "\n")
    for name in ("ca.key", "backend.key", "proxy.key", "secret"):
        os.chmod(path(name), 0o600)
    return {"CA": path("ca.crt"), "NODE_CERT": path("proxy.crt"), "NODE_KEY": path("proxy.key"), "SECRET": path("secret"),
            "BACKEND_CERT": path("backend.crt"), "BACKEND_KEY": path("backend.key")}
