// Prints each way in which an ontology leaves OWL 2 RL, by the OWL API, and then how many there are.
import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.profiles.OWL2RLProfile;

class Profile {
    public static void main(String[] files) throws Exception {
        var manager = OWLManager.createOWLOntologyManager();
        var ontology = manager.loadOntologyFromOntologyDocument(new File(files[0]));
        var violations = new OWL2RLProfile().checkOntology(ontology).getViolations();
        violations.forEach(System.out::println);
        System.out.println(ontology.getAxiomCount() + " axioms, " + violations.size() + " violations");
    }
}
